//! Keeps what others name from making us fetch from this machine or a private network: the addresses that a name
//! resolves to are looked at, and only those that the whole Internet has are connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use url::{Host, Url};

/// Resolves names as the system does and, where it is strict, leaves out what is not public.
#[derive(Debug, Default)]
pub(super) struct GuardedResolver {
    pub(super) is_strict: bool,
    inner: DefaultResolver,
}

impl GuardedResolver {
    pub(super) fn new(is_strict: bool) -> Self {
        Self {
            is_strict,
            inner: DefaultResolver::default(),
        }
    }
}

/// Why an address that was named is not connected to.
#[derive(Debug)]
pub(super) struct NotPublic;

impl std::fmt::Display for NotPublic {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a public address")
    }
}

impl std::error::Error for NotPublic {}

impl Resolver for GuardedResolver {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let all = self.inner.resolve(uri, config, timeout)?;
        if !self.is_strict {
            return Ok(all);
        }
        let mut public = self.inner.empty();
        let is_public_address = |address: &&SocketAddr| is_public(address.ip());
        for address in all.iter().filter(is_public_address) {
            public.push(*address);
        }
        if public.is_empty() {
            return Err(Error::Other(Box::new(NotPublic)));
        }
        Ok(public)
    }
}

/// Returns whether the host of an address is certainly not public, for requests that a proxy resolves: where the
/// name cannot be resolved here the proxy knows better.
pub(super) fn is_private_host(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => !is_public(ip.into()),
        Some(Host::Ipv6(ip)) => !is_public(ip.into()),
        Some(Host::Domain(name)) => {
            let resolved = (name, 80).to_socket_addrs();
            let mut addresses = resolved.into_iter().flatten().peekable();
            is_local_name(name)
                || addresses.peek().is_some() && !addresses.any(|address| is_public(address.ip()))
        }
        None => true,
    }
}

/// Returns whether an address is this machine's own.
pub(super) fn is_this_machine(address: &Url) -> bool {
    match address.host() {
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => {
            ip.is_loopback()
                || ip.is_unspecified()
                || ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback())
        }
        Some(Host::Domain(name)) => is_local_name(name),
        None => false,
    }
}

fn is_local_name(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    name == "localhost" || name.ends_with(".localhost")
}

/// Returns whether the whole Internet has an address. 198.18.0.0/15, which is for measurements, is let through:
/// programs that tunnel give such addresses to every name.
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let is_special = ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_documentation();
    // This network, addresses shared by a provider's customers, protocols, what is reserved and broadcast.
    let is_reserved =
        a == 0 || a == 100 && (64..128).contains(&b) || (a, b, c) == (192, 0, 0) || a >= 240;
    !is_special && !is_reserved
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [first, second, third, .., before_last, last] = ip.segments();
    let is_public_in = |high: u16, low: u16| {
        is_public_v4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)))
    };
    match (first, second) {
        // Addresses of IPv4 in one of IPv6: mapped, translated, 6to4; Teredo hides one.
        (0, 0) => ip.to_ipv4_mapped().is_some_and(is_public_v4),
        (0x64, 0xff9b) => is_public_in(before_last, last),
        (0x2002, _) => is_public_in(second, third),
        (0x2001, 0 | 0xdb8) => false,
        // Those of one network, link or site, and those of many at once.
        _ => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_internet_are_public() {
        let closed = [
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "192.0.0.8",
            "224.0.0.1",
            "255.255.255.255",
            "240.0.0.1",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:0:1::",
            "2001:db8::1",
        ];
        for ip in closed {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        let open = [
            "8.8.8.8",
            "198.18.0.5",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
            "2002:808:808::",
        ];
        for ip in open {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
    }

    #[test]
    fn hosts_that_are_this_machine_are_told_in_every_spelling() {
        for host in [
            "localhost",
            "LOCALHOST.",
            "a.localhost",
            "127.1",
            "0x7f.1",
            "2130706433",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "0",
        ] {
            let address = Url::parse(&format!("http://{host}:81/")).unwrap();
            assert!(is_this_machine(&address), "{host}");
            assert!(is_private_host(&address), "{host}");
        }
        let other = Url::parse("http://8.8.8.8/").unwrap();
        assert!(!is_this_machine(&other) && !is_private_host(&other));
    }
}

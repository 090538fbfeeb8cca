//! Which proxy a request goes through: the feed's own, or the environment's for its scheme; none to this machine.

use std::env;

use ureq::Proxy;
use url::Url;

use super::guard::is_this_machine;

/// Returns the address of the proxy for a request; `set` is what the feed's settings say.
pub(super) fn proxy_for(address: &Url, set: Option<&str>) -> Option<String> {
    if is_this_machine(address) {
        return None;
    }
    match set {
        Some("none") => None,
        Some(proxy) => Some(proxy.to_owned()),
        None => of_environment(address, |name| env::var(name).ok()),
    }
}

/// Returns what the environment says; `HTTP_PROXY` in capitals is a header of a request where a server starts us,
/// which we are not.
fn of_environment(address: &Url, get: impl Fn(&str) -> Option<String>) -> Option<String> {
    let var = |name: &str| {
        let value = get(name).or_else(|| get(&name.to_uppercase()))?;
        Some(value).filter(|value| !value.is_empty())
    };
    let host = address.host_str().unwrap_or_default();
    if var("no_proxy").is_some_and(|list| excludes(&list, host)) {
        return None;
    }
    var(&format!("{}_proxy", address.scheme())).or_else(|| var("all_proxy"))
}

/// Returns whether a list of hosts and domains, parted by commas, has a host.
fn excludes(list: &str, host: &str) -> bool {
    list.split(',').map(str::trim).any(|entry| {
        let domain = entry.trim_start_matches('*').trim_start_matches('.');
        entry == "*"
            || !domain.is_empty()
                && (host.eq_ignore_ascii_case(domain)
                    || host
                        .to_ascii_lowercase()
                        .ends_with(&format!(".{}", domain.to_ascii_lowercase())))
    })
}

/// Makes a proxy of its address.
pub(super) fn parsed(proxy: &str) -> Option<Proxy> {
    let proxy = if proxy.contains("://") {
        proxy.to_owned()
    } else {
        format!("http://{proxy}")
    };
    Proxy::new(&proxy).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str, variables: &[(&str, &str)]) -> Option<String> {
        let get = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name)?;
            Some(found.1.to_owned())
        };
        of_environment(&Url::parse(address).unwrap(), get)
    }

    #[test]
    fn a_scheme_has_its_own_proxy_and_lists_take_hosts_out() {
        let all = [("ALL_PROXY", "socks5://a:1"), ("https_proxy", "http://s:2")];
        assert_eq!(
            of("http://x.example/", &all).as_deref(),
            Some("socks5://a:1")
        );
        assert_eq!(
            of("https://x.example/", &all).as_deref(),
            Some("http://s:2")
        );
        let some = [
            ("HTTP_PROXY", "http://h:3"),
            ("NO_PROXY", "y.example, .z.example"),
        ];
        assert_eq!(
            of("http://x.example/", &some).as_deref(),
            Some("http://h:3")
        );
        assert_eq!(of("https://x.example/", &some), None);
        for host in ["y.example", "a.y.example", "Z.example", "b.z.example"] {
            assert_eq!(of(&format!("http://{host}/"), &some), None, "{host}");
        }
        assert!(of("http://ay.example/", &some).is_some());
    }

    #[test]
    fn nothing_goes_through_a_proxy_to_this_machine() {
        let here = Url::parse("http://127.0.0.1:1200/").unwrap();
        assert_eq!(proxy_for(&here, Some("http://p:1")), None);
        let far = Url::parse("http://x.example/").unwrap();
        assert_eq!(proxy_for(&far, Some("none")), None);
        assert_eq!(
            proxy_for(&far, Some("http://p:1")).as_deref(),
            Some("http://p:1")
        );
    }
}

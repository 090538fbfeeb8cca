//! Pages of our own in the shapes that news sites have.

mod parts;
mod properties;
mod shapes;

use super::*;
use crate::article::Block;

const FIRST: &str = "江上的旧桥昨日动工改建，工期三个月，其间行人和车辆请绕行上游的新桥。";
const SECOND: &str = "施工期间公共汽车改道，早晚各加开两班，沿线居民可以在站牌上查看时刻。";
const THIRD: &str = "附近的老人说，他们小时候就在桥下学会了游泳，盼着新桥早一点通车。";

/// The report of a page.
fn read(page: &str) -> Article {
    report(page, "https://example.org/news/a.html?id=1")
        .unwrap_or_else(|why| panic!("{why}: {page}"))
}

fn texts(article: &Article) -> Vec<&str> {
    article.body.iter().map(Block::text).collect()
}

/// A page of a site, with what stands around a report.
fn site(main: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>旧桥昨日动工改建_本地新闻_江城在线</title><style>p {{ margin: 0 }}</style>\
         <script>var a = '<p>这一句话写在脚本里，不是报道的文字，谁也不会看见它。</p>';</script></head><body>\
         <div class=nav><a href=/>首页</a><a href=/a>本地</a><a href=/b>体育</a><a href=/c>财经</a></div>{main}\
         <div class=foot><a href=/about>关于我们</a> <a href=/job>招聘信息</a><p>江城在线版权所有，未经书面授权，不得转载或者镜像。</p></div>\
         </body></html>"
    )
}

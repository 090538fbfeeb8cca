//! The help in Chinese, for the texts that stand in English beside the arguments. A text is what a doc comment
//! is: its first paragraph is the short help, all of it the long one.

/// A command by its path below `zhenews`, and what it does.
pub(super) const COMMANDS: [(&str, &str); 21] = [
    (
        "",
        "在终端里阅读中文报纸报道\n\n\
         不写命令则打开阅读器：一边是标题，一边是按报纸规矩排好的正文，查找时简繁不分。报纸版面（PDF、文字识别结果、版面文字）也可直接\
         打开：zhenews page.pdf。各个命令做同样的事，供管道和脚本使用。",
    ),
    (
        "list",
        "列出稿件，每篇一行：编号、日期、来源、版次、标题\n\n\
         输出到终端时排成各栏。输出到管道时五个字段都是完整的，之间各有一个制表符，空字段也保留。",
    ),
    ("show", "显示一篇稿件，已排版"),
    (
        "search",
        "列出含有某段文字的稿件\n\n\
         每行在 list 所列的内容前加上命中次数。输出到终端时，第二行显示正文中的第一处命中。",
    ),
    (
        "stats",
        "按年、月、日统计某段文字出现的多少\n\n\
         每行写明时间、命中的篇数、总篇数，并附条形图，从第一次命中到最后一次。只知年份的稿件，按月统计时记在 2019-?? \
         之类的一行；没有日期的记在最后一行。",
    ),
    (
        "export",
        "把查找结果写入文件：Markdown、纯文本、电子书（EPUB）、网页、JSON、JSON Lines 或 CSV\n\n\
         各种格式都写明检索词、时间和所读的文件，以及每篇报道的出处和校验和（标题与各段以换行符相连的 SHA-256），可供他人核对。",
    ),
    ("fmt", "按中文排版的规则给任何文本折行"),
    (
        "check",
        "列出稿库的全部问题：文件、行、列\n\n发现问题时以 1 退出，文件读不了也算。",
    ),
    (
        "import",
        "从报纸版面（PDF、文字识别结果、原始文本）重建各篇报道，存为稿库",
    ),
    (
        "index",
        "预先为大稿库编索引，阅读器打开和查找就不必等\n\n\
         索引存放在缓存目录里，可随时删除。文件有变动时，只补变动的部分。",
    ),
    (
        "state",
        "导出或导入阅读器的标记：已读、星标、标签、笔记、阅读位置",
    ),
    (
        "state export",
        "把全部标记、标签、笔记、阅读位置和查找记录写成 JSON",
    ),
    (
        "state import",
        "并入从本机或别处导出的标记\n\n\
         同一篇稿件的同一种标记，以较新的为准；标签合并。别的都不会丢，重复导入也没有影响。",
    ),
    (
        "add",
        "添加文件、目录或订阅，此后不给路径时就读它们\n\n\
         不收读不出报道的，并说明原因；--force 仍可收下，用于尚待放入文件的目录。网址可以是订阅源，也可以是指明订阅源的网页，随即抓取一次。\
         订阅列表（OPML 或 newsboat 的 urls）连同文件夹一并收下。",
    ),
    (
        "remove",
        "移出文件、目录或订阅，此后不给路径时不再读它们\n\n订阅已抓取的报道仍保存在文件里，除非加 --delete。",
    ),
    (
        "collections",
        "列出不给路径时所读的稿库，每行一个路径\n\n\
         订阅的路径之后是名称和网址，以制表符隔开；订阅有问题时写在标准错误上。只有自带的样刊时以 1 退出。",
    ),
    (
        "fetch",
        "抓取到期的订阅\n\n\
         同时抓取多个，同一主机至多两个连接。供 cron 与定时器使用：没有出错就不作声；有订阅抓取失败时以 3 退出，其余订阅照常抓取。",
    ),
    (
        "config",
        "显示现行的设置，各来自何处\n\n\
         设置写在配置目录下的 zhenews/config.toml 里。写错的设置只损失它自己；--check 发现有错时以 1 退出。",
    ),
    ("completions", "输出 shell 的补全脚本"),
    ("man", "输出手册页"),
    ("help", "显示本说明，或某个命令的说明"),
];

/// What asks for help, in the short help and in the long one.
pub(super) const HELP: [&str; 2] = ["显示说明（--help 更详细）", "显示说明（-h 只显示概要）"];

/// The path of an argument that stands below several commands.
pub(super) const ANYWHERE: &str = "*";

/// An argument by the path of its command and its name, and what it says.
pub(super) const ARGUMENTS: [(&str, &str, &str); 72] = [
    (
        ANYWHERE,
        "paths",
        "JSON、JSON Lines、CSV、TSV、Markdown 或 EPUB 文件（可经 gzip、zstd 压缩），或目录；- 为标准输入 [默认：设置中的稿库，没有则为自带的样刊]",
    ),
    (
        ANYWHERE,
        "map",
        "稿件的某个字段在数据中另有名称，如 title=biaoti，或在某个路径上，如 articles=result.data、body=parts[].text；可多次使用",
    ),
    (
        ANYWHERE,
        "name_pattern",
        "稿件未写明的，取自文件路径，如 {source}/{date}/{page}.json；* 代表名称中的任意文字",
    ),
    (ANYWHERE, "strict", "稿库有任何问题即拒绝"),
    (
        ANYWHERE,
        "ambiguous",
        "终端把“ ”等宽度不定的字符画成多宽\n\n\
         东亚宽度（UAX #11）不定的字符，如弯引号、破折号和希腊字母，占 1 格（narrow）或 2 格（wide）。auto \
         表示阅读器询问终端，其他命令按 narrow。[默认：按设置，否则为 auto]",
    ),
    (ANYWHERE, "lang", "程序所用的语言 [默认：系统的语言]"),
    (ANYWHERE, "json", "每行一篇完整稿件，JSON 格式"),
    (ANYWHERE, "force", "替换已有的文件"),
    (ANYWHERE, "version", "显示版本"),
    (
        "",
        "theme",
        "阅读器的颜色；auto 随终端底色而定 [默认：按设置，否则为 auto]",
    ),
    (
        "",
        "plain",
        "一次只显示一样东西，没有边框，光标停在正在读的一行：供读屏软件和小屏幕使用",
    ),
    ("show", "id", "稿件的编号，`zhenews list` 可列出"),
    ("show", "width", "每行 N 格 [默认：终端的宽度，至多 72]"),
    ("show", "json", "完整稿件，一行，JSON 格式"),
    (
        "search",
        "query",
        "检索词，写成一个参数：几个词须同时出现；\"短语\"；-排除；a OR b；(分组)；词前可加 title: author: section: \
         source: page: tag: 限定字段，日期或时段 2018..2019-11 前加 after: before: date:；标记写作 is:unread is:read \
         is:starred is:noted is:new；相似稿件写作 like:编号。简繁、全角半角、大小写不分；拼音可找到标题、姓名和栏目。恰与选项同名的检索词放在 -- 之后",
    ),
    ("search", "count", "只显示命中的篇数"),
    ("search", "limit", "只显示前 N 篇"),
    (
        "search",
        "exact",
        "搜索引擎上的稿库若有分片没有回答，即报告失败，而不显示已得到的部分",
    ),
    (
        "search",
        "once",
        "几家报纸刊登的同一篇（通稿）只显示或计数第一篇",
    ),
    (
        "search",
        "sort",
        "哪些稿件在前\n\n只因拼音命中的稿件总是排在其他稿件之后。",
    ),
    (
        "stats",
        "query",
        "检索词，写成一个参数，写法与 search 相同；'' 为全部稿件，不写也是",
    ),
    (
        "stats",
        "by",
        "按年、月或日统计 [默认：屏幕放得下的最细一种]",
    ),
    ("stats", "once", "几家报纸刊登的同一篇（通稿）只计一次"),
    ("stats", "json", "一个 JSON 对象"),
    (
        "stats",
        "csv",
        "CSV，每行为日期、命中篇数、总篇数和占比；日期为空的一行是日期不明的稿件",
    ),
    (
        "export",
        "query",
        "检索词，写成一个参数，写法与 search 相同；'' 为全部稿件",
    ),
    (
        "export",
        "output",
        "要写的文件，写完才放到位；- 为标准输出，不写也是",
    ),
    (
        "export",
        "form",
        "格式 [默认：按文件的扩展名；标准输出为纯文本]",
    ),
    (
        "export",
        "folder",
        "设置中保存的查找，按名称；检索词在其中再找",
    ),
    ("export", "days", "只要最近 N 天的报道，今天算一天"),
    ("export", "cite", "每篇报道附上引文"),
    ("export", "limit", "只导出前 N 篇"),
    ("export", "sort", "哪些报道在前"),
    ("fmt", "file", "UTF-8 文本，一行一段 [默认：标准输入]"),
    ("fmt", "width", "每行 N 格 [默认：终端的宽度，否则为 80]"),
    (
        "fmt",
        "indent",
        "每段首行缩进 N 格 [默认：照各段原有的空格]",
    ),
    ("fmt", "first_fit", "每行都排满，即使末行只剩一个字"),
    (
        "check",
        "paths",
        "JSON、JSON Lines、CSV、TSV、Markdown 或 EPUB 文件（可经 gzip、zstd 压缩），或目录；- 为标准输入",
    ),
    (
        "import",
        "paths",
        "版面文本、PDF、文字识别结果（ALTO、METS、PAGE、hOCR、识别程序的 JSON）或存下的网页，装有它们的目录或存下的数字报；- 为标准输入",
    ),
    (
        "import",
        "output",
        "写成稿库，不打开阅读器；文件名为 *.jsonl 或所给路径是目录时，格式为 JSON Lines；- 为标准输出",
    ),
    ("import", "source", "报纸名称，不用版面上所写的"),
    ("import", "published", "日期，不用版面上所写的"),
    ("import", "section", "栏目，不用版面上所写的"),
    ("import", "page", "版次，不用版面上所写的"),
    (
        "import",
        "name_pattern",
        "文件名的样式，如 {source}/{date}/{page}.txt",
    ),
    ("import", "encoding", "文本的编码 [默认：由文本判断]"),
    (
        "import",
        "append",
        "续写输出文件，略过其中已有的版面：中断的导入由此接着做",
    ),
    (
        "import",
        "force",
        "替换已有的文件；在阅读器里对它作过的更正会重新作出",
    ),
    (
        "import",
        "jobs",
        "同时重建多少个版面 [默认：与处理器数目相同]",
    ),
    (
        "import",
        "explain",
        "逐篇说明何以起于此处、止于此处，标题是怎样选定的",
    ),
    (
        "index",
        "paths",
        "JSON、JSON Lines、CSV、TSV、Markdown 或 EPUB 文件，或装有它们的目录，与给阅读器的相同",
    ),
    ("index", "rebuild", "全部重新编制"),
    ("index", "status", "只说明索引的情况，不编索引"),
    (
        "index",
        "to",
        "把稿件装入 OpenSearch 或 Elasticsearch 的索引，如 opensearch+http://HOST:9200/news；已在其中且未变的不再写入",
    ),
    ("index", "delete_missing", "从该索引中删去文件里没有的"),
    (
        "index",
        "print_mapping",
        "只打印建立这种索引的请求，供管理员使用",
    ),
    ("index", "shards", "新建的索引分为几个分片"),
    ("index", "replicas", "每个分片有几个副本"),
    ("state export", "file", "要写的文件 [默认：标准输出]"),
    ("state import", "file", "所导出的文件；- 为标准输入"),
    (
        "add",
        "paths",
        "文件、装有文件的目录、订阅源或指明订阅源的网页的网址，或订阅列表",
    ),
    ("add", "folder", "把订阅放进这个文件夹；以 / 隔开上下级"),
    (
        "add",
        "force",
        "此刻读不出报道也收下：尚待放入文件的目录，或须加 --map 的稿库",
    ),
    ("remove", "paths", "文件、目录，或订阅的名称、网址"),
    ("remove", "delete", "连同订阅已抓取的报道一并删除"),
    ("collections", "opml", "以 OPML 输出订阅，供别的阅读器使用"),
    (
        "fetch",
        "names",
        "订阅的名称或网址，或其文件夹；不论是否到期都抓取 [默认：所有到期的]",
    ),
    (
        "fetch",
        "json",
        "以 JSON 输出结果：一行，有每个订阅和各项合计",
    ),
    ("config", "default", "给出一份可供修改的设置，每项都有说明"),
    (
        "config",
        "init",
        "把这样一份文件写到设置所在之处，并给出其路径；已有的不动",
    ),
    (
        "config",
        "check",
        "列出设置文件中的错误：以冒号相连的文件、行、列，然后是说明",
    ),
    ("completions", "shell", "shell 的名称"),
];

/// A value by the name of its argument and its own, and what it stands for.
pub(super) const VALUES: [(&str, &str, &str); 19] = [
    ("lang", "en", "English"),
    ("lang", "zh", "中文"),
    ("sort", "newest", "新的在前"),
    ("sort", "oldest", "旧的在前"),
    ("sort", "source", "按来源，依拼音"),
    ("sort", "page", "按版次"),
    ("sort", "headline", "按标题，依拼音"),
    ("sort", "length", "长的在前"),
    (
        "sort",
        "relevance",
        "标题中有检索词的在前，其次命中多的，再次新的",
    ),
    ("form", "md", "Markdown，检索词写在开头的 front matter 里"),
    ("form", "text", "纯文本，一行一段"),
    ("form", "epub", "电子书（EPUB 3），每篇之后附引文"),
    ("form", "html", "网页，可阅读可打印，每篇之后附引文"),
    ("form", "json", "一个稿库，整体一个对象"),
    ("form", "jsonl", "稿库，每行一篇；第一行是检索词"),
    (
        "form",
        "csv",
        "表格（RFC 4180），带字节顺序标记；会被当作公式的内容前加单引号",
    ),
    (
        "cite",
        "newspaper",
        "作者：《题名》，《报名》2019年11月22日第3版。",
    ),
    (
        "cite",
        "gbt7714",
        "作者. 题名[N]. 报名，2019-11-22（3）.（GB/T 7714—2025）",
    ),
    (
        "cite",
        "gbt7714-2015",
        "作者. 题名[N]. 报名, 2019-11-22(3).（GB/T 7714—2015）",
    ),
];

/// What a value is called in the usage.
pub(super) const NAMES: [(&str, &str); 24] = [
    ("PATH", "路径"),
    ("PATH|URL", "路径或网址"),
    ("PATH|NAME", "路径或名称"),
    ("ADDRESS", "网址"),
    ("FOLDER", "文件夹"),
    ("FIELD=NAME", "字段=名称"),
    ("WIDTH", "宽度"),
    ("NAME", "名称"),
    ("LANG", "语言"),
    ("ID", "编号"),
    ("N", "N"),
    ("QUERY", "检索词"),
    ("FILE", "文件"),
    ("FORM", "格式"),
    ("STYLE", "体例"),
    ("ORDER", "次序"),
    ("SPAN", "时段"),
    ("OUT", "输出文件"),
    ("SOURCE", "报名"),
    ("DATE", "日期"),
    ("SECTION", "栏目"),
    ("PAGE", "版次"),
    ("PATTERN", "样式"),
    ("SHELL", "shell"),
];

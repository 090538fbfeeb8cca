//! What a newspaper's name says of how it dates.

/// Newspapers and agencies of Taiwan that are published nowhere else, as they write themselves and in
/// simplified characters; a longer name holds theirs (聯合報系, 中央社台北).
const TAIWAN: [&str; 39] = [
    "台湾",
    "台灣",
    "臺灣",
    "联合报",
    "聯合報",
    "联合晚报",
    "聯合晚報",
    "中国时报",
    "中國時報",
    "中时",
    "中時",
    "自由时报",
    "自由時報",
    "中央日报",
    "中央日報",
    "中央通讯社",
    "中央通訊社",
    "中央社",
    "經濟日報",
    "工商时报",
    "工商時報",
    "民生报",
    "民生報",
    "中华日报",
    "中華日報",
    "青年日报",
    "青年日報",
    "国语日报",
    "國語日報",
    "更生日报",
    "更生日報",
    "自立晚报",
    "自立晚報",
    "自立早报",
    "自立早報",
    "民众日报",
    "民眾日報",
    "人间福报",
    "人間福報",
];

/// Returns whether a source is a newspaper of Taiwan, which counts years from the Republic's founding.
pub fn is_of_taiwan(source: &str) -> bool {
    TAIWAN.iter().any(|name| source.contains(name))
}

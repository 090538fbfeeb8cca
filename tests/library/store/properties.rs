//! Whatever is written is read again alike, and whatever is read does no harm.

use proptest::prelude::*;
use zhenews::article::{Article, Author, Block, Image, Origin, Published};

use super::read_bytes;

/// An article as reading gives one: no field is empty or has white space around it.
fn any_article() -> impl Strategy<Value = Article> {
    let text = || "[a-z中文，“”\"\\\\]{1,4}( [x中\u{1b}]{1,3})?";
    let some = move || proptest::option::of(text());
    let block = prop_oneof![
        text().prop_map(Block::Paragraph),
        text().prop_map(|subhead| Block::Subhead { subhead }),
    ];
    let author = (text(), some()).prop_map(|(name, role)| Author { name, role });
    let image = (text(), some(), some()).prop_map(|(caption, credit, src)| Image {
        caption: Some(caption),
        credit,
        src,
    });
    let dates = vec![
        "2019-11-22 08:30",
        "2019年11月22日 农历十月廿六",
        "2019-11",
        "1949年",
        "昨天",
    ];
    let published = proptest::sample::select(dates).prop_map(Published::parse);
    let lines = || proptest::collection::vec(any::<[u32; 2]>(), 0..3);
    let fields = proptest::collection::btree_map(text(), lines(), 0..3);
    let sheet = proptest::option::of(any::<u32>());
    let origin = (text(), sheet, lines(), fields).prop_map(|(file, sheet, lines, fields)| Origin {
        file,
        sheet,
        lines,
        fields,
        ..Origin::default()
    });
    let names = (
        proptest::collection::btree_map(text(), author, 1..3).prop_map(|authors| {
            authors
                .into_iter()
                .map(|(name, author)| Author { name, ..author })
                .collect::<Vec<_>>()
        }),
        some(),
    );
    let many = (
        proptest::collection::vec(block, 1..4),
        proptest::collection::vec(image, 0..3),
        proptest::collection::vec(text(), 0..3),
        proptest::collection::vec(text(), 0..3),
        proptest::collection::vec(text(), 0..3),
    );
    let headlines = (text(), some(), some(), some());
    let place = (
        some(),
        some(),
        some(),
        some(),
        proptest::option::of(published),
        proptest::option::of(origin),
    );
    (headlines, names, many, place).prop_map(
        |(
            (id, title, kicker, subtitle),
            (authors, byline),
            (body, images, links, tags, uncertain),
            place,
        )| {
            let (source, section, page, url, published, origin) = place;
            Article {
                id,
                title,
                kicker,
                subtitle,
                authors,
                byline,
                source,
                section,
                page,
                revised: published.clone(),
                published,
                body,
                images,
                url,
                links,
                tags,
                origin,
                uncertain,
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn what_is_written_is_read_again_alike(article in any_article()) {
        let json = serde_json::to_string(&article).unwrap();
        let (collection, problems) = read_bytes(json.as_bytes(), &[]);
        prop_assert_eq!(problems, Vec::<String>::new());
        prop_assert_eq!(collection.articles, [article]);
    }

    #[test]
    fn any_bytes_are_read(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        read_bytes(&bytes, &[]);
    }

    #[test]
    fn any_json_of_our_names_is_read_and_what_was_read_is_read_again_alike(
        json in "\\{(\"(title|body|date|authors|byline|page|origin|tags|images)\":(\"[ a中\n]{0,3}\"|1|null|\\[\\]|\\[\"a\"\\]|\\{\"name\":\"a\"\\}),){0,5}\"title\":\"a\"\\}",
    ) {
        let (collection, _) = read_bytes(json.replace('\n', "\\n").as_bytes(), &[]);
        for article in collection.articles {
            let json = serde_json::to_string(&article).unwrap();
            let (again, problems) = read_bytes(json.as_bytes(), &[]);
            prop_assert_eq!(problems, Vec::<String>::new());
            prop_assert_eq!(again.articles, [article]);
        }
    }
}

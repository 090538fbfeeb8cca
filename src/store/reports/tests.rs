//! Tests of the module above, by example and by properties.

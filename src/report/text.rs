//! The report's own words in English and Chinese.

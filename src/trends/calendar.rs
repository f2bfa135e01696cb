//! The periods of a corpus: from the first to the last that has a document, gaps included.

use super::Period;
use crate::corpus::{Corpus, Date, DocId};
use crate::warning::{Topic, Warning};

/// Most periods in a table (two hundred years of months); beyond it they are made longer.
const MAX_PERIODS: i32 = 2_400;

/// The periods of a corpus.
pub struct Calendar {
    /// Their labels, from first to last, gaps included.
    pub labels: Vec<String>,
    /// Documents of each.
    pub volumes: Vec<u32>,
    /// The period of each document; none for one without a date as precise as the period.
    pub of_document: Vec<Option<usize>>,
}

impl Calendar {
    /// None where fewer than two periods have a document.
    pub fn of(
        corpus: &Corpus,
        period: Option<Period>,
        warnings: &mut Vec<Warning>,
    ) -> Option<Self> {
        let dates: Vec<Date> = corpus.documents.iter().filter_map(|d| d.date).collect();
        let mut warn = |message| warnings.push(Warning::new(Topic::Thin, "trends", message));
        let mut period = period.unwrap_or_else(|| Period::suited(&dates));
        let (first, last) = loop {
            let numbers = || dates.iter().filter_map(|&d| period.number(d));
            let (first, last) = (numbers().min()?, numbers().max()?);
            if last - first < MAX_PERIODS {
                break (first, last);
            }
            let Some(longer) = period.longer() else {
                warn(format!("the dates span {} years: look for a wrong one", last - first));
                return None;
            };
            warn(format!(
                "the dates span {} {}s: taken by {} instead",
                i64::from(last) - i64::from(first) + 1,
                period.as_str(),
                longer.as_str()
            ));
            period = longer;
        };
        let place = |d: Date| period.number(d).map(|n| (n - first) as usize);
        let of_document: Vec<Option<usize>> =
            corpus.documents.iter().map(|d| d.date.and_then(place)).collect();
        let mut volumes = vec![0u32; (last - first) as usize + 1];
        of_document.iter().flatten().for_each(|&p| volumes[p] += 1);
        if volumes.len() < 2 {
            return None;
        }
        let n_undated = corpus.len() - dates.len();
        if n_undated > 0 {
            warn(format!("{n_undated} of {} documents have no date: left out", corpus.len()));
        }
        let n_coarse = dates.iter().filter(|&&d| place(d).is_none()).count();
        if n_coarse > 0 {
            warn(format!(
                "{n_coarse} of {} dated documents give no {}: left out of the periods",
                dates.len(),
                period.as_str()
            ));
        }
        let labels = (first..=last).map(|n| period.label(n)).collect();
        Some(Self { labels, volumes, of_document })
    }

    /// How many of the documents fall into each period.
    pub fn count(&self, documents: &[DocId]) -> Vec<u32> {
        let mut counts = vec![0; self.volumes.len()];
        for document in documents {
            if let Some(period) = self.of_document[document.index()] {
                counts[period] += 1;
            }
        }
        counts
    }
}

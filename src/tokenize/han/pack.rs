//! Builds the dictionary's double array; the build script includes this file too.
//!
//! A word is a path of character codes from the root. Node `s` has its child on code `c` at slot
//! `base(s) + c`, which tells its parent by the code alone, since no two nodes share a base:
//!
//! ```text
//! step(s, c) = t   where t = base(s) + c and check(t) = c       (Aoe 1989, with unique bases)
//! ```
//!
//! Codes are dense and the more frequent a character the smaller its code, so what running text
//! touches lies close together. Nodes with many children are placed first, each where all its children
//! fit, from the place of the last on; the many with one child fill what is left free.

use std::collections::VecDeque;

/// Characters beyond are in no word.
const N_CHARACTERS: usize = 0x4_0000;

/// A prefix of words, in the bits of a number, from the lowest: its base, at which no child is and which
/// is 0 without children (21); the number of its word's frequency in [`Packed::frequencies`], 0 where no
/// word ends (13); its check, the code that led here (14); for each code modulo 16 whether it may have
/// a child (16).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Node(u64);

const MAX_SLOTS: usize = 1 << 21;
const MAX_VALUES: usize = (1 << 13) - 1;
const MAX_CODES: usize = (1 << 14) - 2;
/// A slot that holds no node: its check is no code.
pub(crate) const FREE: Node = Node((MAX_CODES as u64 + 1) << 34);

impl Node {
    /// Where the child on a code would be, if there may be one. Most prefixes with children have one
    /// child or two, so this spares most of the look-ups that find nothing.
    pub(crate) fn child(self, code: u16) -> Option<usize> {
        (self.0 >> (48 + code % 16) & 1 != 0).then(|| self.base() + usize::from(code))
    }

    pub(crate) fn value(self) -> u16 {
        (self.0 >> 21) as u16 % (1 << 13)
    }

    pub(crate) fn check(self) -> u16 {
        (self.0 >> 34) as u16 % (1 << 14)
    }

    fn base(self) -> usize {
        self.0 as usize % MAX_SLOTS
    }
}

/// A dictionary as the segmenter walks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Packed {
    /// The character of each code, from code 1 on.
    pub(crate) characters: Vec<char>,
    /// Distinct frequencies, from value 1 on.
    pub(crate) frequencies: Vec<u64>,
    /// The frequencies of all words together, those left out of the table too.
    pub(crate) total: u64,
    /// The double array. The children of the root are at their codes; behind the last node stands room
    /// for any code.
    pub(crate) nodes: Vec<Node>,
}

impl Packed {
    /// Packs words with their frequencies; of a word given twice the last counts.
    ///
    /// `None` where the words have too many characters or frequencies, or a frequency is 0.
    pub(crate) fn build(words: &[(&str, u64)], total: u64) -> Option<Self> {
        let mut used = vec![0u64; N_CHARACTERS];
        let mut frequencies = Vec::with_capacity(words.len());
        for &(word, frequency) in words {
            frequencies.push(frequency);
            for c in word.chars() {
                let sum = used.get_mut(c as usize)?;
                *sum = sum.saturating_add(frequency);
            }
        }
        frequencies.sort_unstable();
        frequencies.dedup();
        let mut characters: Vec<char> =
            (0..N_CHARACTERS as u32).filter_map(char::from_u32).collect();
        characters.retain(|&c| used.get(c as usize).is_some_and(|&sum| sum > 0));
        characters.sort_by_key(|&c| std::cmp::Reverse(used.get(c as usize).copied()));
        if characters.len() > MAX_CODES
            || frequencies.len() > MAX_VALUES
            || frequencies.first() == Some(&0)
        {
            return None;
        }
        let mut codes = vec![0u16; N_CHARACTERS];
        for (&c, code) in characters.iter().zip(1..) {
            codes[c as usize] = code;
        }

        // Paths in order, each with the number of its frequency.
        let path = |word: &str| -> Vec<u16> { word.chars().map(|c| codes[c as usize]).collect() };
        let value = |f: &u64| frequencies.binary_search(f).map_or(0, |i| i as u16 + 1);
        let mut paths: Vec<(Vec<u16>, u16)> =
            words.iter().map(|(word, frequency)| (path(word), value(frequency))).collect();
        paths.retain(|(path, _)| !path.is_empty());
        paths.sort_by(|a, b| a.0.cmp(&b.0));
        paths.dedup_by(|later, kept| {
            let is_same = later.0 == kept.0;
            if is_same {
                kept.1 = later.1;
            }
            is_same
        });
        let nodes = place(&paths, characters.len() + 1);
        if nodes.len() > MAX_SLOTS {
            return None;
        }
        Some(Self { characters, frequencies, total, nodes })
    }

    /// The table as bytes, little-endian: four counts, characters, frequencies, a bit for each slot that
    /// tells whether it holds a node, and the nodes.
    #[cfg_attr(not(test), allow(dead_code, reason = "the build script writes"))]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let counts = [self.characters.len(), self.frequencies.len(), self.nodes.len()];
        let mut bytes: Vec<u8> = counts.iter().flat_map(|&n| (n as u64).to_le_bytes()).collect();
        bytes.extend(self.total.to_le_bytes());
        bytes.extend(self.characters.iter().flat_map(|&c| u32::from(c).to_le_bytes()));
        bytes.extend(self.frequencies.iter().flat_map(|f| f.to_le_bytes()));
        bytes.extend(self.nodes.chunks(8).map(|nodes| {
            let bits = nodes.iter().enumerate().map(|(i, node)| u8::from(*node != FREE) << i);
            bits.fold(0, |byte, bit| byte | bit)
        }));
        let nodes = self.nodes.iter().filter(|node| **node != FREE);
        bytes.extend(nodes.flat_map(|node| node.0.to_le_bytes()));
        bytes
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` where the bytes are none of it.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (counts, rest) = bytes.split_first_chunk::<32>()?;
        let counts = counts.as_chunks::<8>().0.iter().map(|n| u64::from_le_bytes(*n));
        let &[n_characters, n_frequencies, n_nodes, total] = &*counts.collect::<Vec<_>>() else {
            return None;
        };
        let (characters, rest) = rest.split_at_checked((n_characters as usize).checked_mul(4)?)?;
        let (frequencies, rest) =
            rest.split_at_checked((n_frequencies as usize).checked_mul(8)?)?;
        let (bits, nodes) = rest.split_at_checked((n_nodes as usize).div_ceil(8))?;
        let mut packed =
            Self { characters: Vec::new(), frequencies: Vec::new(), total, nodes: Vec::new() };
        for &c in characters.as_chunks::<4>().0 {
            packed.characters.push(char::from_u32(u32::from_le_bytes(c))?);
        }
        packed
            .frequencies
            .extend(frequencies.as_chunks::<8>().0.iter().map(|f| u64::from_le_bytes(*f)));
        packed.nodes.resize(n_nodes as usize, FREE);
        let mut kept = nodes.as_chunks::<8>().0.iter();
        for (slot, node) in packed.nodes.iter_mut().enumerate() {
            if bits[slot / 8] >> (slot % 8) & 1 != 0 {
                *node = Node(u64::from_le_bytes(*kept.next()?));
            }
        }
        Some(packed)
    }

    /// The words of the table with their frequencies.
    pub(crate) fn words(&self) -> Vec<(String, u64)> {
        // Whose children a base tells where to find; base 0 is the root's.
        let mut owners = vec![0; self.nodes.len()];
        for (slot, node) in self.nodes.iter().enumerate().filter(|(_, n)| n.base() != 0) {
            if let Some(owner) = owners.get_mut(node.base()) {
                *owner = slot;
            }
        }
        let word = |mut slot: usize| {
            let mut characters = Vec::new();
            while slot != 0 {
                let code = usize::from(self.nodes.get(slot)?.check());
                characters.push(*self.characters.get(code.checked_sub(1)?)?);
                slot = *owners.get(slot.checked_sub(code)?)?;
            }
            Some(characters.into_iter().rev().collect::<String>())
        };
        let ends = self.nodes.iter().enumerate().filter(|(_, node)| node.value() != 0);
        let frequency = |node: &Node| self.frequencies.get(usize::from(node.value()) - 1).copied();
        ends.filter_map(|(slot, node)| Some((word(slot)?, frequency(node)?))).collect()
    }
}

/// A node with children, while no place for them is found.
struct Parent {
    /// The node's own number.
    node: usize,
    /// The codes of the children, and the number of the first; the others have the next ones.
    codes: Vec<u16>,
    first_child: usize,
}

/// Every node with children but the root, breadth first; then the value of each node by its number.
fn parents(paths: &[(Vec<u16>, u16)]) -> (Vec<Parent>, Vec<u16>) {
    let mut parents = Vec::new();
    let mut values = vec![0];
    let mut open = VecDeque::from([(0..paths.len(), 0, 0)]);
    while let Some((range, depth, node)) = open.pop_front() {
        let mut parent = Parent { node, codes: Vec::new(), first_child: values.len() };
        let mut start = range.start;
        for i in range.clone() {
            let Some(&code) = paths[i].0.get(depth) else {
                values[node] = paths[i].1;
                start = i + 1;
                continue;
            };
            let is_last = i + 1 == range.end || paths[i + 1].0.get(depth) != Some(&code);
            if is_last {
                parent.codes.push(code);
                open.push_back((start..i + 1, depth + 1, values.len()));
                values.push(0);
                start = i + 1;
            }
        }
        if !parent.codes.is_empty() {
            parents.push(parent);
        }
    }
    (parents, values)
}

/// The double array of the paths.
fn place(paths: &[(Vec<u16>, u16)], n_codes: usize) -> Vec<Node> {
    let (mut parents, values) = parents(paths);
    // The most children first, of equals the more frequent; the root keeps base 0.
    if let Some((_, rest)) = parents.split_first_mut() {
        rest.sort_by_key(|p| std::cmp::Reverse(p.codes.len()));
    }
    let mut slots = Slots::new(n_codes);
    let mut slot_of = vec![0; values.len()];
    let mut last_base = 0;
    let mut nodes: Vec<u64> = values.iter().map(|&value| u64::from(value) << 21).collect();
    for parent in &parents {
        let base = if parent.node == 0 { 0 } else { slots.find(&parent.codes) };
        slots.bases.set(base);
        last_base = last_base.max(base);
        nodes[parent.node] |= base as u64;
        for (&code, child) in parent.codes.iter().zip(parent.first_child..) {
            nodes[parent.node] |= 1 << (48 + code % 16);
            nodes[child] |= u64::from(code) << 34;
            slot_of[child] = base + usize::from(code);
            slots.taken.set(base + usize::from(code));
        }
    }
    let mut array = vec![FREE; last_base + n_codes];
    for (&slot, &node) in slot_of.iter().zip(&nodes).skip(1) {
        array[slot] = Node(node);
    }
    array
}

/// Which slots are taken, while the array fills.
struct Slots {
    /// One bit a slot: whether it is taken, and whether it is a base.
    taken: Bits,
    bases: Bits,
    /// Where the last place was found, in words of bases, and for how many children, in powers of two.
    last: (usize, u32),
}

impl Slots {
    fn new(n_codes: usize) -> Self {
        let mut slots = Self { taken: Bits::default(), bases: Bits::default(), last: (0, 0) };
        // The root's children stand alone, so that a walk begins at a code without asking for its
        // check; slot 0 stands for characters without a code, base 0 for no children.
        (0..n_codes).for_each(|slot| slots.taken.set(slot));
        slots.bases.set(0);
        slots
    }

    /// The first base from the last place on under which all `codes` are free, 64 bases at a time.
    fn find(&mut self, codes: &[u16]) -> usize {
        let class = codes.len().ilog2();
        if self.last.1 != class {
            self.last = (0, class);
        }
        let mut word = self.last.0;
        loop {
            let mut unfit = self.bases.word(word * 64);
            for &code in codes {
                if unfit == u64::MAX {
                    break;
                }
                unfit |= self.taken.word(word * 64 + usize::from(code));
            }
            if unfit != u64::MAX {
                self.last.0 = word;
                return word * 64 + unfit.trailing_ones() as usize;
            }
            word += 1;
        }
    }
}

#[derive(Default)]
struct Bits(Vec<u64>);

impl Bits {
    /// The 64 bits from `at` on; there are always more, unset.
    fn word(&self, at: usize) -> u64 {
        let word = |i: usize| self.0.get(i).copied().unwrap_or(0);
        let shift = (at % 64) as u32;
        let low = word(at / 64) >> shift;
        if shift == 0 { low } else { low | word(at / 64 + 1) << (64 - shift) }
    }

    fn set(&mut self, at: usize) {
        if at / 64 >= self.0.len() {
            self.0.resize(at / 64 + 64, 0);
        }
        self.0[at / 64] |= 1 << (at % 64);
    }
}

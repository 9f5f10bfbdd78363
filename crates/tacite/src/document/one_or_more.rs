//! A list that always has a first element: a document's taxes and payables (INV-5, INV-12).
//!
//! One VAT rate and one payment date is the usual document; it costs no allocation.

use alloc::vec::Vec;
use core::ops::Index;

/// A list of at least one element.
///
/// ```
/// use tacite::document::OneOrMore;
///
/// let mut rates = OneOrMore::new(20);
/// rates.push(10);
/// assert_eq!((rates.len(), rates[1]), (2, 10));
/// assert_eq!(rates.iter().sum::<i32>(), 30);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneOrMore<T> {
    first: T,
    more: Vec<T>,
}

impl<T> OneOrMore<T> {
    /// Makes a list of one element.
    #[inline]
    pub const fn new(first: T) -> Self {
        Self { first, more: Vec::new() }
    }

    /// Returns the first element.
    #[inline]
    pub const fn first(&self) -> &T {
        &self.first
    }

    /// Appends an element.
    pub fn push(&mut self, element: T) {
        self.more.push(element);
    }

    /// Appends another list.
    pub(crate) fn append(&mut self, other: Self) {
        self.more.push(other.first);
        self.more.extend(other.more);
    }

    /// Returns the elements after the first.
    #[inline]
    pub(crate) fn rest(&self) -> &[T] {
        &self.more
    }

    /// Returns the number of elements, at least 1.
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        1 + self.more.len()
    }

    /// Lists the elements.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        core::iter::once(&self.first).chain(&self.more)
    }

    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        core::iter::once(&mut self.first).chain(&mut self.more)
    }

    /// Returns the first element that is wanted.
    pub(crate) fn find_mut(&mut self, wanted: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.iter_mut().find(|element| wanted(element))
    }

    /// Makes a list of elements, or nothing if there are none.
    ///
    /// ```
    /// use tacite::document::OneOrMore;
    ///
    /// assert_eq!(OneOrMore::collected([20, 10]).unwrap().len(), 2);
    /// assert_eq!(OneOrMore::<u32>::collected([]), None);
    /// ```
    pub fn collected(elements: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut elements = elements.into_iter();
        let first = elements.next()?;
        Some(Self { first, more: elements.collect() })
    }
}

impl<T> Index<usize> for OneOrMore<T> {
    type Output = T;

    /// Returns an element by its place, counted from 0.
    ///
    /// # Panics
    /// Past the last element, as indexing a slice does.
    #[expect(clippy::indexing_slicing, reason = "as indexing a slice does")]
    fn index(&self, index: usize) -> &T {
        match index {
            0 => &self.first,
            later => &self.more[later - 1],
        }
    }
}

impl<'l, T> IntoIterator for &'l OneOrMore<T> {
    type Item = &'l T;
    type IntoIter = core::iter::Chain<core::iter::Once<&'l T>, core::slice::Iter<'l, T>>;

    fn into_iter(self) -> Self::IntoIter {
        core::iter::once(&self.first).chain(self.more.iter())
    }
}

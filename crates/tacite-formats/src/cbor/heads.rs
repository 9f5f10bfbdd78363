//! Walks over the heads of CBOR items, before anything is made of them.
//!
//! `9A FF FF FF FF` announces four thousand million items: it is refused, as no bytes follow.

use crate::fault::Fault;
use crate::limits::Limits;

/// What a head announces: its major type and its number.
#[derive(Clone, Copy)]
struct Head {
    major: u8,
    number: u64,
}

/// Checks that bytes are one item, in the one form that is written, within the limits.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<(), (usize, Fault)> {
    let (bytes_max, depth_max) = (limits.bytes_max, limits.depth_max);
    if bytes.len() > bytes_max {
        return Err((0, Fault::TooLong { bytes: bytes.len(), bytes_max }));
    }
    if bytes.is_empty() {
        return Err((0, Fault::Empty));
    }
    let mut walk = Walk { bytes, at: 0 };
    let mut count: u64 = 0;
    // Items that are still to come, of each array or map that is open.
    let mut open: Vec<u64> = vec![1];
    while let Some(left) = open.last_mut() {
        if *left == 0 {
            open.pop();
            continue;
        }
        *left -= 1;
        let start = walk.at;
        count += 1;
        // Keys are counted too here, so that this is no tighter than what is counted later.
        if count > limits.count_max.saturating_mul(2) {
            return Err((start, Fault::TooMany { count_max: limits.count_max }));
        }
        let inner = walk.item().map_err(|fault| (start, fault))?;
        if let Some(items) = inner {
            if open.len() > depth_max {
                return Err((start, Fault::TooDeep { depth_max }));
            }
            open.push(items);
        }
    }
    match walk.rest().len() {
        0 => Ok(()),
        more => Err((walk.at, syntax(format!("{more} bytes follow the value")))),
    }
}

struct Walk<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Walk<'b> {
    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Passes an item, or the head of an array or map: returns how many items are in it.
    fn item(&mut self) -> Result<Option<u64>, Fault> {
        let Head { major, number } = self.head()?;
        match major {
            3 => self.text(number).map(|()| None),
            4 => self.announced(number, 1),
            5 => self.announced(number, 2),
            2 => Err(syntax("byte strings are not of the format")),
            6 => Err(syntax(format!("tag {number} is not of the format"))),
            // A number, a truth value or null.
            _ => Ok(None),
        }
    }

    fn head(&mut self) -> Result<Head, Fault> {
        let Some((first, rest)) = self.rest().split_first() else {
            return Err(cut_off("an item is announced"));
        };
        let (major, info) = (first >> 5, first & 0x1F);
        let bytes = match info {
            0..=23 => 0,
            24 => 1,
            25 => 2,
            26 => 4,
            27 => 8,
            31 => return Err(syntax("lengths must be announced")),
            _ => return Err(syntax(format!("no item begins with 0x{first:02X}"))),
        };
        if major == 7 {
            return self.simple(info);
        }
        let Some(number) = rest.get(..bytes) else {
            return Err(cut_off(format!("a number of {bytes} bytes is announced")));
        };
        let number = number.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
        // The least number that needs so many bytes.
        let least = [0, 24, 1 << 8, 0, 1 << 16, 0, 0, 0, 1 << 32];
        if least.get(bytes).is_some_and(|least| number < *least) {
            return Err(syntax(format!("{number} is not in its shortest form")));
        }
        self.at += 1 + bytes;
        Ok(Head { major, number: if bytes == 0 { u64::from(info) } else { number } })
    }

    /// True, false and null, which the guard refuses where it is; nothing else.
    fn simple(&mut self, info: u8) -> Result<Head, Fault> {
        match info {
            20..=22 => {
                self.at += 1;
                Ok(Head { major: 7, number: u64::from(info) })
            }
            25..=27 => Err(Fault::Float),
            _ => Err(syntax(format!("simple value {info} is not of the format"))),
        }
    }

    fn text(&mut self, length: u64) -> Result<(), Fault> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let Some(text) = self.rest().get(..length) else {
            return Err(cut_off(format!("{length} bytes of text are announced")));
        };
        if let Err(error) = std::str::from_utf8(text) {
            let byte = text.get(error.valid_up_to()).copied().unwrap_or_default();
            return Err(Fault::NotUtf8 { byte });
        }
        self.at += length;
        Ok(())
    }

    /// An item has at least one byte, so that a length that lies is known at once.
    fn announced(&self, length: u64, items_each: u64) -> Result<Option<u64>, Fault> {
        match length.checked_mul(items_each) {
            Some(items) if items <= self.rest().len() as u64 => Ok(Some(items)),
            _ => Err(cut_off(format!("{length} values are announced"))),
        }
    }
}

fn syntax(message: impl Into<String>) -> Fault {
    Fault::Syntax { message: message.into() }
}

fn cut_off(message: impl Into<String>) -> Fault {
    Fault::CutOff { message: message.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(bytes: &[u8]) -> String {
        match check(bytes, &Limits::default()) {
            Ok(()) => String::from("fine"),
            Err((at, fault)) => format!("{at}: {fault}"),
        }
    }

    #[test]
    fn one_item_in_its_shortest_form_is_fine() {
        for bytes in [&b"\x00"[..], b"\x18\x18", b"\x20", b"\x61a", b"\x80", b"\xA1\x61a\xF5"] {
            assert_eq!(fault(bytes), "fine", "{bytes:02X?}");
        }
    }

    #[test]
    fn a_length_that_lies_is_found_at_its_head() {
        let lies = "0: it is cut off: 4294967295 values are announced";
        assert_eq!(fault(b"\x9A\xFF\xFF\xFF\xFF"), lies);
        assert_eq!(fault(b"\xBA\xFF\xFF\xFF\xFF"), lies);
        let most = [0xBB, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF];
        assert_eq!(fault(&most), "0: it is cut off: 18446744073709551615 values are announced");
        assert_eq!(fault(b"\x81\x65abc"), "1: it is cut off: 5 bytes of text are announced");
        assert_eq!(fault(b"\x81"), "0: it is cut off: 1 values are announced");
        assert_eq!(fault(b"\x19\x01"), "0: it is cut off: a number of 2 bytes is announced");
    }

    #[test]
    fn other_forms_are_refused() {
        assert_eq!(fault(b"\x18\x17"), "0: 23 is not in its shortest form");
        assert_eq!(fault(b"\x19\x00\xFF"), "0: 255 is not in its shortest form");
        assert_eq!(fault(b"\x81\x9F\xFF"), "1: lengths must be announced");
        assert_eq!(fault(b"\x41a"), "0: byte strings are not of the format");
        assert_eq!(fault(b"\xC1\x00"), "0: tag 1 is not of the format");
        assert_eq!(fault(b"\x1C"), "0: no item begins with 0x1C");
        assert_eq!(fault(b"\xF7"), "0: simple value 23 is not of the format");
        assert_eq!(fault(b"\x00\x00"), "1: 1 bytes follow the value");
        assert_eq!(fault(b"\x61\xFF"), "0: byte 0xFF is not UTF-8");
        for float in [&b"\xF9\x7E\x00"[..], b"\xFA\x7F\xC0\x00\x00", b"\xFB\0\0\0\0\0\0\0\0"] {
            assert!(fault(float).starts_with("0: floats carry no money"), "{float:02X?}");
        }
    }

    #[test]
    fn depth_and_count_are_limited() {
        let mut deep = [0x81; 34];
        deep[33] = 0x80;
        assert_eq!(fault(&deep), "32: objects and arrays are nested more than 32 deep");
        assert_eq!(fault(&deep[2..]), "fine");
        let limits = Limits { count_max: 1, ..Limits::default() };
        let error = check(b"\x83\x00\x00\x00", &limits).unwrap_err();
        assert_eq!(error, (2, Fault::TooMany { count_max: 1 }));
    }
}

//! The pictures that the pages of a scan are: the largest of each page, as a file that picture libraries read.

use lopdf::{Dictionary, Document, LoadOptions, Object, Stream};

use super::super::super::limits::Limits;
use super::super::super::ocr::Scan;
use super::inspect::media_box;

/// Most pages whose pictures are looked at: recognition takes seconds a page.
const PAGES: usize = 3;
/// Smallest picture that can hold a page of text, and the largest one looked at, in pixels.
const PIXELS: std::ops::RangeInclusive<i64> = 200_000..=40_000_000;

/// Pictures of the first pages; a page without one is left out.
pub fn scans(bytes: &[u8], limits: &Limits) -> Vec<Scan> {
    let options = LoadOptions {
        max_decompressed_size: Some(limits.decompressed_bytes),
        ..LoadOptions::default()
    };
    let Ok(document) = Document::load_mem_with_options(bytes, options) else {
        return Vec::new();
    };
    let pages = (1u32..).zip(document.page_iter().take(PAGES));
    pages
        .filter_map(|(page, id)| {
            let images = document.get_page_images(id).ok()?;
            let image = images
                .iter()
                .filter(|i| i.width > 0 && i.height > 0 && PIXELS.contains(&i.width.saturating_mul(i.height)))
                .max_by_key(|i| i.width * i.height)?;
            let stream = document.get_object(image.id).ok()?.as_stream().ok()?;
            let area = media_box(&document, id).unwrap_or([0.0, 0.0, 595.0, 842.0]);
            Some(Scan {
                page,
                width: image.width as f32,
                area: ((area[2] - area[0]).abs(), (area[3] - area[1]).abs()),
                picture: picture(&document, stream, (image.width, image.height), limits)?,
            })
        })
        .collect()
}

/// JPEG and JPEG 2000 are files already; plain pixels get a header (Netpbm). Other codings (fax, JBIG2) are not read.
fn picture(document: &Document, stream: &Stream, (width, height): (i64, i64), limits: &Limits) -> Option<Vec<u8>> {
    let filters = stream.filters().unwrap_or_default();
    match filters.last() {
        Some(f) if matches!(*f, b"DCTDecode" | b"JPXDecode") => {
            return (filters.len() == 1).then(|| stream.content.clone());
        }
        Some(f)
            if !matches!(
                *f,
                b"FlateDecode" | b"LZWDecode" | b"RunLengthDecode" | b"ASCII85Decode"
            ) =>
        {
            return None;
        }
        _ => {}
    }
    let pixels = stream
        .get_plain_content_with_limit(limits.decompressed_bytes.max(64 << 20))
        .ok()?;
    let bits = stream
        .dict
        .get(b"BitsPerComponent")
        .and_then(Object::as_i64)
        .unwrap_or(8);
    let channels = channels(document, &stream.dict)?;
    let row = usize::try_from((width * bits * channels + 7) / 8).ok()?;
    if pixels.len() < row.checked_mul(usize::try_from(height).ok()?)? {
        return None;
    }
    let header = match (bits, channels) {
        // Netpbm's bitmaps have black ones, PDF's have black zeros.
        (1, 1) => {
            return Some(
                [
                    format!("P4\n{width} {height}\n").into_bytes(),
                    pixels.iter().map(|b| !b).collect(),
                ]
                .concat(),
            );
        }
        (8, 1) => format!("P5\n{width} {height}\n255\n"),
        (8, 3) => format!("P6\n{width} {height}\n255\n"),
        _ => return None,
    };
    Some([header.as_bytes(), &pixels].concat())
}

/// Numbers a pixel: of a device's space, or of a profile that stands for one. Palettes are not read.
fn channels(document: &Document, dictionary: &Dictionary) -> Option<i64> {
    let (_, space) = document.dereference(dictionary.get(b"ColorSpace").ok()?).ok()?;
    let name = |o: &Object| o.as_name().ok().map(<[u8]>::to_vec);
    let kind = name(space).or_else(|| name(space.as_array().ok()?.first()?))?;
    match kind.as_slice() {
        b"DeviceGray" | b"CalGray" | b"G" => Some(1),
        b"DeviceRGB" | b"CalRGB" | b"RGB" => Some(3),
        b"ICCBased" => {
            let (_, profile) = document.dereference(space.as_array().ok()?.get(1)?).ok()?;
            profile.as_stream().ok()?.dict.get(b"N").ok()?.as_i64().ok()
        }
        _ => None,
    }
}

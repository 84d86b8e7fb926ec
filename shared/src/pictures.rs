//! Pictures that people upload: proved to be what they claim by decoding them.

use std::io::Cursor;

use base64::{Engine, engine::general_purpose::STANDARD};
use image::{ImageFormat, ImageReader, Limits};

use crate::{
    Error, Result,
    keys::digest,
    ports::{Blob, Blobs},
};

/// Most bytes of one picture.
const MOST_BYTES: usize = 1 << 20;
/// Most pixels along one side.
const MOST_PIXELS: u32 = 4096;

/// A picture that has been decoded, and so is no other kind of file in disguise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its media type.
    pub content_type: &'static str,
    /// Its usual file extension.
    pub extension: &'static str,
    /// Its bytes, written anew, without whatever the file held besides the picture.
    pub bytes: Vec<u8>,
}

impl Picture {
    /// Reads a JPG or PNG of at most 1 MiB and 4096 pixels a side. Any other kind is [`Error::UnsupportedMediaType`].
    pub fn read(bytes: &[u8], field: &'static str) -> Result<Self> {
        if bytes.len() > MOST_BYTES {
            return Err(Error::invalid(field, "too_large", "Use a picture of at most 1 MB."));
        }
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Error::internal)?;
        let (format, content_type, extension) = match reader.format() {
            Some(ImageFormat::Png) => (ImageFormat::Png, "image/png", "png"),
            Some(ImageFormat::Jpeg) => (ImageFormat::Jpeg, "image/jpeg", "jpg"),
            _ => return Err(Error::UnsupportedMediaType),
        };
        let mut limits = Limits::default();
        limits.max_image_width = Some(MOST_PIXELS);
        limits.max_image_height = Some(MOST_PIXELS);
        reader.limits(limits);
        let unreadable = |_| {
            let advice =
                format!("This picture can't be read, or a side is longer than {MOST_PIXELS} pixels. Use another one.");
            Error::invalid(field, "unreadable_picture", advice)
        };
        let picture = reader.decode().map_err(unreadable)?;
        let mut written = Vec::new();
        picture.write_to(&mut Cursor::new(&mut written), format).map_err(Error::internal)?;
        Ok(Self { content_type, extension, bytes: written })
    }

    /// Reads a picture that is sent in base64.
    pub fn decode(base64: &str, field: &'static str) -> Result<Self> {
        let bytes = STANDARD.decode(base64);
        let bytes = bytes.map_err(|_| Error::invalid(field, "invalid_base64", "Send the picture in base64."))?;
        Self::read(&bytes, field)
    }

    /// Stores it under the hash of its content and returns that name. It is stored before any record names it, so that no
    /// record ever names a picture that is not there.
    pub async fn store(self, blobs: &dyn Blobs, key: impl FnOnce(&str) -> String) -> Result<String> {
        let name = format!("{}.{}", &digest(&[&self.bytes])[..24], self.extension);
        let blob = Blob { content_type: self.content_type.to_owned(), bytes: self.bytes };
        blobs.put(&key(&name), blob).await?;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png() -> Vec<u8> {
        let mut bytes = Vec::new();
        image::DynamicImage::new_rgb8(2, 2).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
        bytes
    }

    /// W03 takes pictures; what is no picture is refused, whatever it is called.
    #[test]
    fn w03_only_real_pictures_are_taken() {
        assert_eq!(Picture::read(&png(), "data").unwrap().content_type, "image/png");
        let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>";
        assert!(matches!(Picture::read(svg, "data"), Err(Error::UnsupportedMediaType)));
        assert!(matches!(Picture::read(b"GIF89a", "data"), Err(Error::UnsupportedMediaType)));
        assert!(matches!(Picture::read(&png()[..20], "data"), Err(Error::Invalid(_))));
        assert!(matches!(Picture::read(&vec![0; MOST_BYTES + 1], "data"), Err(Error::Invalid(_))));
    }

    #[test]
    fn what_a_file_holds_besides_its_picture_is_dropped() {
        let mut bytes = png();
        bytes.extend_from_slice(b"<script>alert(1)</script>");
        let picture = Picture::read(&bytes, "data").unwrap();
        assert!(!picture.bytes.windows(8).any(|it| it == b"<script>"));
    }
}

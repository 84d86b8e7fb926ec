//! The blob port on one machine: the S3 adapter over s3s, which speaks S3's protocol and checks its signatures, over files
//! in the data folder.
//!
//! A file holds one object whole, its properties in the first line, so that an object is replaced at once and a crash
//! leaves the old or the new one. It is named by the SHA-256 of the key, so that keys of any length differ on any file
//! system. The crate s3s-fs does neither: it keeps properties beside the object, names files by the key itself, and
//! leaves it to the operating system when they reach the disk.

use std::{
    fs, io,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use async_trait::async_trait;
use aws::{Connection, S3Blobs};
use axum::{Router, error_handling::HandleError, http::StatusCode};
use s3s::{
    Body, HttpError, S3, S3Request, S3Response, S3Result,
    auth::SimpleAuth,
    dto::{DeleteObjectInput, DeleteObjectOutput, GetObjectInput, GetObjectOutput, PutObjectInput, PutObjectOutput},
    s3_error,
    service::S3ServiceBuilder,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::{
    net::TcpListener,
    task::{JoinHandle, spawn_blocking},
};

use crate::{
    entropy::{hex, random_hex},
    files,
    folder::{Folder, FolderError},
};

/// The objects' folder in the data folder.
const ROOM: &str = "objects";
/// The one bucket.
const BUCKET: &str = "portico";
/// The largest object, in bytes. It is held in memory while it is written or read.
const LARGEST: usize = 1 << 30;

/// The embedded object storage. Dropping it stops it; what has been answered is kept.
#[derive(Debug)]
pub struct Objects {
    blobs: S3Blobs,
    server: JoinHandle<()>,
    address: SocketAddr,
    access_key: String,
}

impl Objects {
    /// Opens the folder's objects, and makes them at the first start. They are served on a port of the loopback interface,
    /// to whoever signs with credentials that are drawn anew each time.
    pub async fn open(folder: &Folder) -> Result<Self, FolderError> {
        let room = folder.room(ROOM)?;
        let (access_key, secret_key) = (random_hex(10), random_hex(20));
        let mut service = S3ServiceBuilder::new(Shelf { room: room.clone() });
        service.set_auth(SimpleAuth::from_single(access_key.clone(), secret_key.clone()));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.map_err(FolderError::system(&room))?;
        let address = listener.local_addr().map_err(FolderError::system(&room))?;
        let failed = |err: HttpError| async move {
            tracing::error!(?err, "the object storage failed");
            StatusCode::INTERNAL_SERVER_ERROR
        };
        let router = Router::new().fallback_service(HandleError::new(service.build(), failed));
        let server = tokio::spawn(async move {
            if let Err(err) = axum::serve(listener, router).await {
                tracing::error!(%err, "the object storage stopped");
            }
        });
        let client = Connection::to_endpoint(format!("http://{address}"), &access_key, &secret_key).patiently().s3();
        Ok(Self { blobs: S3Blobs::new(client, BUCKET), server, address, access_key })
    }

    /// Where it is served, and the credentials' name. Their secret stays in the blob port.
    pub fn served_at(&self) -> (SocketAddr, &str) {
        (self.address, &self.access_key)
    }

    /// The blob port.
    pub fn blobs(&self) -> S3Blobs {
        self.blobs.clone()
    }
}

impl Drop for Objects {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// S3's operations on files, as far as the portal asks for them.
struct Shelf {
    room: PathBuf,
}

/// The first line of a file.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Label {
    key: String,
    content_type: Option<String>,
}

#[async_trait]
impl S3 for Shelf {
    async fn put_object(&self, request: S3Request<PutObjectInput>) -> S3Result<S3Response<PutObjectOutput>> {
        let PutObjectInput { bucket, key, content_type, body, .. } = request.input;
        let file = self.file(&bucket, &key)?;
        let body = body.ok_or_else(|| s3_error!(IncompleteBody))?;
        let body = Body::from(body).store_all_limited(LARGEST).await;
        let body = body.map_err(|err| s3_error!(io::Error::other(err), IncompleteBody))?;
        work(move || {
            let mut bytes = serde_json::to_vec(&Label { key, content_type })?;
            bytes.reserve_exact(1 + body.len());
            bytes.push(b'\n');
            bytes.extend_from_slice(&body);
            files::write_whole(&file, &bytes)
        })
        .await?;
        Ok(S3Response::new(PutObjectOutput::default()))
    }

    async fn get_object(&self, request: S3Request<GetObjectInput>) -> S3Result<S3Response<GetObjectOutput>> {
        let GetObjectInput { bucket, key, .. } = request.input;
        let file = self.file(&bucket, &key)?;
        let Some((label, bytes)) = work(move || read(&file)).await? else { return Err(s3_error!(NoSuchKey)) };
        let content_length = i64::try_from(bytes.len()).ok();
        let body = Some(Body::from(bytes).into());
        let output = GetObjectOutput { body, content_length, content_type: label.content_type, ..Default::default() };
        Ok(S3Response::new(output))
    }

    async fn delete_object(&self, request: S3Request<DeleteObjectInput>) -> S3Result<S3Response<DeleteObjectOutput>> {
        let DeleteObjectInput { bucket, key, .. } = request.input;
        let file = self.file(&bucket, &key)?;
        let room = self.room.clone();
        work(move || match fs::remove_file(file) {
            Ok(()) => files::sync_folder(&room),
            Err(err) if err.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(err) => Err(err),
        })
        .await?;
        Ok(S3Response::new(DeleteObjectOutput::default()))
    }
}

impl Shelf {
    fn file(&self, bucket: &str, key: &str) -> S3Result<PathBuf> {
        if bucket == BUCKET { Ok(self.room.join(hex(&Sha256::digest(key)))) } else { Err(s3_error!(NoSuchBucket)) }
    }
}

/// The object in a file, if there is one.
fn read(file: &Path) -> io::Result<Option<(Label, Vec<u8>)>> {
    let mut bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(err) if err.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(err) => return Err(err),
    };
    let end = bytes.iter().position(|it| *it == b'\n').ok_or(io::ErrorKind::InvalidData)?;
    let label = serde_json::from_slice(&bytes[..end])?;
    bytes.drain(..=end);
    Ok(Some((label, bytes)))
}

/// Works on files where it does not hold up other requests.
async fn work<T: Send + 'static>(work: impl FnOnce() -> io::Result<T> + Send + 'static) -> S3Result<T> {
    let done = spawn_blocking(work).await.map_err(|err| s3_error!(err, InternalError))?;
    done.map_err(|err| s3_error!(err, InternalError))
}

#[cfg(test)]
mod tests {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use shared::ports::{Blob, Blobs};

    use super::*;

    fn blob(text: &str) -> Blob {
        Blob { content_type: "text/plain".to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[tokio::test]
    async fn what_was_put_is_there_at_the_next_start() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        Objects::open(&folder).await.unwrap().blobs().put("a/b", blob("text")).await.unwrap();
        let again = Objects::open(&folder).await.unwrap();
        assert_eq!(again.blobs().get("a/b").await.unwrap(), Some(blob("text")));
    }

    #[tokio::test]
    async fn nobody_without_the_credentials_is_served() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let objects = Objects::open(&folder).await.unwrap();
        objects.blobs().put("a", blob("text")).await.unwrap();
        let (address, known) = objects.served_at();
        let endpoint = format!("http://{address}");
        for (access_key, secret_key) in [("someone", "else"), (known, "guess")] {
            let client = Connection::to_endpoint(&endpoint, access_key, secret_key).s3();
            let stranger = S3Blobs::new(client, BUCKET);
            assert!(stranger.get("a").await.is_err());
            assert!(stranger.put("a", blob("other")).await.is_err());
            assert!(stranger.delete("a").await.is_err());
        }
        // Nor is whoever does not sign at all, as a page in a browser.
        let mut socket = tokio::net::TcpStream::connect(address).await.unwrap();
        let request = format!("GET /{BUCKET}/a HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        tokio::io::AsyncWriteExt::write_all(&mut socket, request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        tokio::io::AsyncReadExt::read_to_string(&mut socket, &mut answer).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 403 ") && !answer.contains("text/plain"), "{answer}");
        assert_eq!(objects.blobs().get("a").await.unwrap(), Some(blob("text")));
    }

    #[tokio::test]
    async fn an_object_is_never_on_the_disk_in_part() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let objects = Objects::open(&folder).await.unwrap();
        let file = folder.path().join(ROOM).join(hex(&Sha256::digest("a")));
        let sizes = [2_000_000, 3_000_000];
        let blob_of = |size| Blob { content_type: "a".to_owned(), bytes: vec![0; size] };
        objects.blobs().put("a", blob_of(sizes[0])).await.unwrap();
        // Looks at the file itself, faster than anyone could through the port.
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let reader = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let (_, bytes) = read(&file).unwrap().unwrap();
                assert!(sizes.contains(&bytes.len()), "{} bytes", bytes.len());
            }
        });
        for round in 0..12 {
            objects.blobs().put("a", blob_of(sizes[round % 2])).await.unwrap();
        }
        stop.store(true, Ordering::Relaxed);
        reader.join().unwrap();
    }

    #[tokio::test]
    async fn a_damaged_object_is_an_error_and_not_another_object() {
        let data = tempfile::tempdir().unwrap();
        let folder = Folder::open(data.path()).unwrap();
        let objects = Objects::open(&folder).await.unwrap();
        objects.blobs().put("a", blob("text")).await.unwrap();
        let file = folder.path().join(ROOM).join(hex(&Sha256::digest("a")));
        fs::write(file, "no label").unwrap();
        assert!(objects.blobs().get("a").await.is_err());
    }
}

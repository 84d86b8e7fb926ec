const mostBytes = 1024 * 1024;

/** What the first bytes say, whatever the file is called. */
export function pictureType(bytes: Uint8Array): "image/png" | "image/jpeg" | undefined {
  const starts = (...wanted: number[]) => wanted.every((byte, index) => bytes[index] === byte);
  if (starts(0x89, 0x50, 0x4e, 0x47)) return "image/png";
  if (starts(0xff, 0xd8, 0xff)) return "image/jpeg";
  return undefined;
}

/** Checks a picture before it is sent, for speed; the server checks it for truth. */
export async function readPicture(file: Blob): Promise<{ dataUrl: string; base64: string } | { refused: string }> {
  if (file.size > mostBytes) {
    return {
      refused: `This file has ${(file.size / mostBytes).toFixed(1)} MiB; at most 1 MiB is allowed. Make it smaller and choose it again.`,
    };
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  const type = pictureType(bytes);
  if (!type) return { refused: "This is not a PNG or JPEG picture. Choose a file of one of these kinds." };
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
  const base64 = btoa(binary);
  return { base64, dataUrl: `data:${type};base64,${base64}` };
}

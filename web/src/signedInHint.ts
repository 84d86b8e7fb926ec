import { slug } from "./base";

// The session's cookie can't be read here. This remembers that there was one, so that the sign-in page asks the server
// only when it may have somebody to send home.
const key = `portico-signed-in:${slug}`;

export function maybeSignedIn(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return true;
  }
}

export function rememberSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(key, "1");
    else localStorage.removeItem(key);
  } catch {
    // Storage is switched off: the sign-in page asks the server each time.
  }
}

import { store } from "../../ui/store";

const key = "portico-single-keys";

function read(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

/** Whether single keys (j, k, c, /, ?) do something. Some people's assistive software types them. */
export const singleKeys = store(read());

export function setSingleKeys(on: boolean): void {
  singleKeys.set(on);
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {
    // Storage is switched off: the choice holds until the page is left.
  }
}

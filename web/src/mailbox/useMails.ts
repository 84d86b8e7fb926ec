import { useEffect, useState } from "react";
import { fetchMails, type Mails } from "./mails";

const pause = 2000;

/** The mails, read again every two seconds while the page is seen. */
export function useMails(filter: string) {
  const [mails, setMails] = useState<Mails>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let known: Mails | undefined;

    async function read() {
      clearTimeout(timer);
      try {
        known = await fetchMails(filter, known, over.signal);
        // The same mails keep their object, so that nothing is drawn anew.
        setMails(known);
        setProblem(undefined);
      } catch (error) {
        if (over.signal.aborted) return;
        setProblem(error instanceof Error ? error.message : "The server can't be reached.");
      }
      if (!document.hidden && !over.signal.aborted) timer = setTimeout(read, pause);
    }

    const seen = () => {
      if (!document.hidden) void read();
    };
    void read();
    document.addEventListener("visibilitychange", seen);
    return () => {
      over.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [filter]);

  return { mails: mails?.all, problem };
}

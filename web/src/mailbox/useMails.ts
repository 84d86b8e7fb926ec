import { useEffect, useState } from "react";
import { fetchMails, type Mail } from "./mails";

const pause = 2000;

/** The mails, read again every two seconds while the page is seen. */
export function useMails(filter: string) {
  const [mails, setMails] = useState<Mail[]>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    const over = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;

    async function read() {
      clearTimeout(timer);
      try {
        const next = await fetchMails(filter, over.signal);
        // The same mails keep their object, so that nothing is drawn anew.
        setMails((now) => (now && sameIds(now, next) ? now : next));
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

  return { mails, problem };
}

function sameIds(one: Mail[], other: Mail[]): boolean {
  return one.length === other.length && one.every((mail, index) => mail.id === other[index]?.id);
}

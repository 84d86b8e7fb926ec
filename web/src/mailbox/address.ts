import { useEffect, useState } from "react";

/** What the page shows stands in its address: the filter (`to`) and the open mail (`mail`). */
export interface Place {
  to: string;
  mail?: string;
}

function read(): Place {
  const query = new URLSearchParams(location.search);
  const mail = query.get("mail");
  return { to: query.get("to") ?? "", ...(mail && { mail }) };
}

export function usePlace() {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const back = () => setPlace(read());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, []);

  function go(next: Place, how: "push" | "replace" = "replace") {
    const query = new URLSearchParams();
    if (next.to) query.set("to", next.to);
    if (next.mail) query.set("mail", next.mail);
    const search = query.toString();
    history[`${how}State`](null, "", search ? `?${search}` : location.pathname);
    setPlace(next);
  }

  return [place, go] as const;
}

import "../styles/index.css";
import { createRoot } from "react-dom/client";
import { Auth } from "./Auth";

const element = document.getElementById("root");
if (element) {
  const root = createRoot(element);
  let visit = 0;
  const show = () => root.render(<Auth key={visit++} />);
  show();
  // Another link of the same kind, opened in this tab, changes nothing but the fragment: the page starts anew.
  addEventListener("hashchange", show);
}

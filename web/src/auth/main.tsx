import "../styles/index.css";
import { createRoot } from "react-dom/client";
import { Auth } from "./Auth";

// Another link of the same kind, opened in this tab, changes nothing but the fragment.
addEventListener("hashchange", () => location.reload());

const root = document.getElementById("root");
if (root) createRoot(root).render(<Auth />);

import "../styles/index.css";
import { createRoot } from "react-dom/client";
import { Auth } from "./Auth";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Auth />);

import "../styles/index.css";
import { createRoot } from "react-dom/client";
import { Mailbox } from "./Mailbox";

const root = document.getElementById("root");
if (root) createRoot(root).render(<Mailbox />);

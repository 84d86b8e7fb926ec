import "./styles/index.css";
import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { newRouter } from "./router";
import { newQueryClient } from "./session";

const queries = newQueryClient();
const router = newRouter(queries);

const root = document.getElementById("root");
if (root) {
  // The grey frame of index.html stands until something else does: the first drawing may wait for the session.
  new MutationObserver((_, observer) => {
    if (root.childElementCount === 0) return;
    document.getElementById("skeleton")?.remove();
    observer.disconnect();
  }).observe(root, { childList: true });

  createRoot(root).render(
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>,
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { InvitationTemplate } from "../../api/schema";
import { later } from "../../later";
import { Button } from "../../ui/Button";
import { PencilIcon, PlusIcon } from "../../ui/icons";
import { ErrorState, Loading, Skeleton } from "../../ui/states";
import { templatesQuery } from "../data/queries";
import { ago } from "../data/time";
import { Block } from "./SettingsPage";
import styles from "./settings.module.css";
import type { TemplateDrawerProps } from "./TemplateDrawer";

const TemplateDrawer = later<TemplateDrawerProps>(() => import("./TemplateDrawer"));

/** The invitation templates (I01): what there is, a new one, and each to edit. */
export function Templates() {
  const list = useQuery(templatesQuery);
  // `true` for a new one.
  const [open, setOpen] = useState<InvitationTemplate | true>();
  const preload = () => void TemplateDrawer.preload();
  const templates = list.data?.data ?? [];
  return (
    <Block
      title="Invitation templates"
      intro="Other words for other clients. Whoever invites somebody chooses one, or keeps the invitation text above."
    >
      {list.isPending ? (
        <Loading label="Loading the templates">
          <div className={styles.templateSkeletons}>
            <Skeleton width={180} />
            <Skeleton width={280} />
          </div>
        </Loading>
      ) : list.isLoadingError ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        templates.length > 0 && (
          <ul className={styles.templates}>
            {templates.map((template) => (
              <li key={template.id}>
                <button type="button" onPointerEnter={preload} onFocus={preload} onClick={() => setOpen(template)}>
                  <span className={styles.templateName}>
                    <span className="vh">Edit the template </span>
                    {template.name}
                  </span>
                  <span className={styles.templateText}>{template.subject || excerpt(template.body)}</span>
                  <small>Changed {ago(template.updatedAt)}</small>
                  <PencilIcon size={14} />
                </button>
              </li>
            ))}
          </ul>
        )
      )}
      <div>
        <Button icon={PlusIcon} onPointerEnter={preload} onClick={() => setOpen(true)}>
          New template
        </Button>
      </div>
      {open && <TemplateDrawer template={open === true ? undefined : open} onClose={() => setOpen(undefined)} />}
    </Block>
  );
}

/** The beginning of a text, without Markdown's marks. */
export function excerpt(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_`#>]+/g, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

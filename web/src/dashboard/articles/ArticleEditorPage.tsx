import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useBlocker, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ApiError, call } from "../../api/client";
import type { Article } from "../../api/schema";
import { Prose } from "../../portal/Prose";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { ConfirmDialog } from "../../ui/Dialog";
import { Field, Input, Textarea } from "../../ui/Field";
import { ArrowLeftIcon } from "../../ui/icons";
import { NotFound } from "../../ui/PageStates";
import { Pill } from "../../ui/StatusPill";
import { ErrorState, Loading, Skeleton } from "../../ui/states";
import { toast } from "../../ui/toast";
import { useUnsaved } from "../../ui/unsaved";
import { useClosed, whyNot } from "../data/access";
import { articleQuery } from "../data/queries";
import { ago } from "../data/time";
import { textDifferences, useVersionedForm } from "../data/useVersionedForm";
import { NoPermission, useTitle } from "../shell/Page";
import styles from "./articles.module.css";

export default function ArticleEditorPage() {
  const me = useSession();
  const { id = "new" } = useParams({ strict: false });
  const reason = whyNot(me, "manage_knowledge_base");
  const closed = useClosed(reason);
  const isNew = id === "new";
  const article = useQuery({ ...articleQuery(id), enabled: !isNew && !reason });
  // Saved for the first time an article gets an address of its own, and the editor goes on under it.
  const [shown, setShown] = useState({ id, editor: 0 });
  const [made, setMade] = useState<typeof shown>();
  if (shown.id !== id) {
    const goesOn = made !== undefined && made.id === id && made.editor === shown.editor;
    setShown({ id, editor: goesOn ? shown.editor : shown.editor + 1 });
  }
  if (closed) return <NoPermission title="Article" reason={closed} />;
  if (isNew) return <Editor key={shown.editor} onMade={(id) => setMade({ id, editor: shown.editor })} />;
  if (article.isPending) {
    return (
      <div className={styles.page}>
        <Loading label="Loading the article">
          <div className={styles.skeletons}>
            <Skeleton width={240} height={24} />
            <Skeleton height={360} radius={12} />
          </div>
        </Loading>
      </div>
    );
  }
  if (article.isLoadingError) {
    if (article.error instanceof ApiError && article.error.status === 404) return <NotFound />;
    return <ErrorState error={article.error} onRetry={() => void article.refetch()} />;
  }
  return <Editor key={shown.editor} article={article.data} />;
}

type State = Article["state"];

const pick = (article?: Article) => ({ title: article?.title ?? "", body: article?.body ?? "" });

type Values = ReturnType<typeof pick>;

const differences = (before: Values, after: Values) => textDifferences(before, after, { title: "title", body: "text" });

function Editor({ article, onMade }: { article?: Article; onMade?: (id: string) => void }) {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [current, setCurrent] = useState(article);
  const reread = async () => {
    const record = await queries.fetchQuery({ ...articleQuery(current?.id ?? ""), staleTime: 0 });
    setCurrent(record);
    return { record, version: record.version };
  };
  const form = useVersionedForm({ record: current, version: current?.version, pick, reread, differences });
  const { values, errors, set } = form;
  const leaving = useRef(false);
  useTitle(current?.title || "New article");
  useUnsaved(form.dirty);
  const blocker = useBlocker({
    shouldBlockFn: () => form.dirty && !leaving.current,
    enableBeforeUnload: form.dirty,
    withResolver: true,
  });

  async function save(state?: State) {
    const told =
      state === "published"
        ? "Published. Clients can read it now."
        : state === "draft" && current?.state === "published"
          ? "Back to a draft. Clients no longer see it."
          : "Saved";
    await form.save(async (opened) => {
      const answer = current
        ? await call("articles-update", {
            params: { id: current.id },
            body: { ...form.changes(), ...(state && { state }) },
            ifMatch: opened,
          })
        : await call("articles-create", {
            body: { title: values.title.trim(), body: values.body, state: state ?? "draft" },
          });
      queries.setQueryData(articleQuery(answer.id).queryKey, answer);
      void queries.invalidateQueries({ queryKey: ["articles"] });
      void queries.invalidateQueries({ queryKey: ["onboarding"] });
      form.saved(values, answer, answer.version);
      toast(told);
      setCurrent(answer);
      if (!current) {
        onMade?.(answer.id);
        leaving.current = true;
        await navigate({ to: "/app/articles/$id", params: { id: answer.id }, replace: true });
        leaving.current = false;
      }
    });
  }

  // Ctrl or ⌘ and S, as in every editor.
  const saving = useRef(save);
  saving.current = save;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") {
        event.preventDefault();
        void saving.current();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  const published = current?.state === "published";
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <Link to="/app/articles" className={styles.back}>
          <ArrowLeftIcon size={14} />
          Articles
        </Link>
        <h1 className="vh">{current?.title || "New article"}</h1>
        {current && (
          <Pill tone={published ? "ok" : "mute"} hollow={!published}>
            {published ? "Published" : "Draft"}
          </Pill>
        )}
        <span className={styles.state} role="status">
          {form.busy ? "Saving…" : form.dirty ? "Not saved yet" : current ? `Saved ${ago(current.updatedAt)}` : ""}
        </span>
        <div className={styles.actions}>
          {published && (
            <Button variant="quiet" onClick={() => void save("draft")}>
              Back to draft
            </Button>
          )}
          <Button
            variant={published ? "primary" : "secondary"}
            busy={form.busy}
            reason={form.dirty || !current ? undefined : "Nothing has changed"}
            onClick={() => void save()}
          >
            {published ? "Save" : "Save draft"}
          </Button>
          {!published && (
            <Button variant="primary" onClick={() => void save("published")}>
              Publish
            </Button>
          )}
        </div>
      </header>
      {form.notice}
      <div className={styles.columns}>
        <div className={styles.write}>
          <Field label="Title" error={errors.title}>
            <Input
              className={styles.title}
              value={values.title}
              onChange={(event) => set("title", event.target.value)}
            />
          </Field>
          <Field
            label="Text"
            hint="Markdown: # heading, **bold**, *italic*, [a link](https://example.com), lists with a dash."
            error={errors.body}
          >
            <Textarea
              className={styles.body}
              value={values.body}
              onChange={(event) => set("body", event.target.value)}
            />
          </Field>
        </div>
        <section className={styles.read} aria-label="Preview">
          <p className={styles.previewHead}>Preview{form.dirty && current ? ", as last saved" : ""}</p>
          {current?.html ? (
            <article className={styles.prose}>
              <h1>{current.title}</h1>
              <Prose html={current.html} long />
            </article>
          ) : (
            <p className={styles.nothing}>Save the draft to see it as your clients will.</p>
          )}
        </section>
      </div>
      {blocker.status === "blocked" && (
        <ConfirmDialog
          title="Leave without saving?"
          body="The last changes of this article are not saved yet."
          confirm="Discard and leave"
          danger
          run={() => {
            leaving.current = true;
            blocker.proceed();
          }}
          onClose={() => blocker.reset?.()}
        />
      )}
    </div>
  );
}

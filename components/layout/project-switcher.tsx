"use client";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { holdsWords } from "@/lib/domain/search";

export type SwitcherProject = { slug: string; name: string; city: string };

/** Our own answer, or the refusal of whoever stands between; no library is sent to every page for this. */
const isAnswer = (body: unknown): body is { projects: SwitcherProject[] } =>
  typeof body === "object" && body !== null && "projects" in body && Array.isArray(body.projects);

/**
 * The project at hand and the way to another: a native dialog over the first projects; where there are more, the server
 * finds them as one types. Without scripts it is a link to the list of all.
 */
export function ProjectSwitcher({ projects, more }: { projects: readonly SwitcherProject[]; more: boolean }) {
  const t = useTranslations("frame");
  const { slug } = useParams<{ slug?: string }>();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState("");
  const current = projects.find((project) => project.slug === slug);
  const typed = asked.trim();
  const answer = useFound(more ? typed : "");
  const found = typed && more ? (answer ?? []) : projects.filter((project) => matches(project, asked));

  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      if (!dialog.current?.open) dialog.current?.showModal();
    };
    addEventListener("keydown", open);
    return () => removeEventListener("keydown", open);
  }, []);

  return (
    <>
      <a
        aria-haspopup="dialog"
        className="flex min-h-10 w-full max-w-full min-w-0 cursor-pointer md:w-auto thumb:min-h-11 items-center gap-2 rounded-md border border-edge bg-card px-3 text-left text-ink no-underline hover:border-link hover:bg-wash hover:no-underline"
        href="/projects"
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          dialog.current?.showModal();
        }}
        title={`${t("switchProject")} (${t("shortcut")})`}
      >
        <Icon className="text-soft" name="folder" size={18} />
        <span className="sr-only">{t("switchProject")}: </span>
        <span className="min-w-0 flex-1 truncate">{current?.name ?? t("chooseProject")}</span>
        <Icon className="text-soft" name="down" size={16} />
      </a>
      <dialog
        aria-label={t("switchProject")}
        className="mx-auto mt-[10vh] w-[min(40rem,calc(100vw-1rem))] rounded-md border border-line bg-card p-0 text-ink shadow-card"
        onClose={() => setAsked("")}
        ref={dialog}
      >
        <label className="flex items-center gap-3 border-b border-line px-4">
          <Icon className="text-soft" name="search" />
          <span className="sr-only">{t("findProject")}</span>
          <input
            autoComplete="off"
            className="min-h-14 w-full bg-transparent outline-none"
            onChange={(event) => setAsked(event.currentTarget.value)}
            onKeyDown={(event) => {
              const first = found[0];
              if (event.key !== "Enter" || !first) return;
              dialog.current?.close();
              router.push(`/projects/${first.slug}`);
            }}
            placeholder={t("findProject")}
            value={asked}
          />
        </label>
        <ul className="max-h-[50vh] overflow-auto p-2">
          {found.map((project) => (
            <li key={project.slug}>
              <Link
                aria-current={project.slug === slug || undefined}
                className="flex flex-wrap items-center justify-between gap-x-4 rounded-md px-3 py-2 text-ink thumb:min-h-11 no-underline aria-[current]:bg-wash hover:bg-wash"
                href={`/projects/${project.slug}`}
                onClick={() => dialog.current?.close()}
              >
                <span className="font-medium">{project.name}</span>
                <span className="text-sm text-soft">{project.city}</span>
              </Link>
            </li>
          ))}
        </ul>
        <p className="px-5 pb-4 text-sm text-soft" role="status">
          {found.length === 0 && (typed && more && answer === undefined ? t("findingProjects") : t("noProject"))}
          {more && !typed && t("moreProjects")}
        </p>
        {more && (
          <p className="border-t border-line px-5 py-3">
            <Link
              className="inline-flex items-center thumb:min-h-11"
              href={typed ? `/projects?q=${encodeURIComponent(typed)}` : "/projects"}
              onClick={() => dialog.current?.close()}
            >
              {t("allProjects")}
            </Link>
          </p>
        )}
      </dialog>
    </>
  );
}

const matches = ({ name, city }: SwitcherProject, asked: string) => holdsWords(`${name} ${city}`, asked);

/** What the server finds for a text, a moment after it was typed; undefined until it has answered for this very text. */
function useFound(asked: string): readonly SwitcherProject[] | undefined {
  const [answer, setAnswer] = useState<{ asked: string; projects: readonly SwitcherProject[] }>();
  useEffect(() => {
    if (asked === "") return;
    const stop = new AbortController();
    const wait = setTimeout(async () => {
      try {
        const response = await fetch(`/portfolio/choices?q=${encodeURIComponent(asked)}`, { signal: stop.signal });
        const body: unknown = await response.json();
        setAnswer({ asked, projects: isAnswer(body) ? body.projects : [] });
      } catch {
        if (!stop.signal.aborted) setAnswer({ asked, projects: [] });
      }
    }, 150);
    return () => {
      stop.abort();
      clearTimeout(wait);
    };
  }, [asked]);
  return answer?.asked === asked ? answer.projects : undefined;
}

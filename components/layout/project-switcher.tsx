"use client";
import { useParams, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { holdsWords } from "@/lib/domain/search";

export type SwitcherProject = { slug: string; name: string; city: string; registrationNumber?: string };

/** The project at hand and the way to another: a native dialog over a list that narrows as one types. */
export function ProjectSwitcher({ projects }: { projects: readonly SwitcherProject[] }) {
  const t = useTranslations("frame");
  const { slug } = useParams<{ slug?: string }>();
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState("");
  const current = projects.find((project) => project.slug === slug);
  const found = projects.filter((project) => matches(project, asked));

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
      <button
        aria-haspopup="dialog"
        className="flex min-h-10 w-full max-w-full min-w-0 cursor-pointer md:w-auto thumb:min-h-11 items-center gap-2 rounded-md border border-edge bg-card px-3 text-left hover:border-link hover:bg-wash"
        onClick={() => dialog.current?.showModal()}
        title={`${t("switchProject")} (${t("shortcut")})`}
        type="button"
      >
        <Icon className="text-soft" name="folder" size={18} />
        <span className="sr-only">{t("switchProject")}: </span>
        <span className="min-w-0 flex-1 truncate">{current?.name ?? t("chooseProject")}</span>
        <Icon className="text-soft" name="down" size={16} />
      </button>
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
                <span className="text-sm text-soft">
                  {project.city}
                  {project.registrationNumber && ` · ${project.registrationNumber}`}
                </span>
              </Link>
            </li>
          ))}
          {found.length === 0 && <li className="px-3 py-4 text-soft">{t("noProject")}</li>}
        </ul>
      </dialog>
    </>
  );
}

const matches = ({ name, city, registrationNumber }: SwitcherProject, asked: string) =>
  holdsWords(`${name} ${city} ${registrationNumber ?? ""}`, asked);

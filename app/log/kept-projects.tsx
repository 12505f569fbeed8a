"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { knownOwner } from "@/app/phone/owner";
import { openStore } from "@/app/phone/store";

type Kept = { slug: string; name: string };

/** The projects whose lists are on this phone; a single one is opened at once. */
export function KeptProjects() {
  const t = useTranslations("outbox");
  const [projects, setProjects] = useState<readonly Kept[]>();
  useEffect(() => {
    const store = openStore(() => undefined);
    const owner = knownOwner();
    const read = async () => {
      const lists = owner ? await store.logLists.filter(({ userId }) => userId === owner.userId).toArray() : [];
      const [only, ...others] = lists;
      if (only && others.length === 0) location.replace(`/log/${only.slug}`);
      setProjects(lists.map(({ slug, place }) => ({ slug, name: place.projectName })));
    };
    void read().catch(() => setProjects([]));
    return () => store.close();
  }, []);
  if (projects === undefined) return null;
  if (projects.length === 0) return <p>{t("noLists")}</p>;
  return (
    <ul className="grid gap-2">
      {projects.map(({ slug, name }) => (
        <li key={slug}>
          <a className="flex min-h-11 items-center" href={`/log/${slug}`}>
            {name}
          </a>
        </li>
      ))}
    </ul>
  );
}

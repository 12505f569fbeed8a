/** Addresses of one project's parts; the asked day goes along. */
export function projectLinks(slug: string, k: string | undefined) {
  return (path = "") => {
    const [rest = "", anchor] = path.split("#");
    const day = k ? `${rest.includes("?") ? "&" : "?"}k=${k}` : "";
    return `/projects/${slug}${rest}${day}${anchor ? `#${anchor}` : ""}`;
  };
}

export type ProjectLink = ReturnType<typeof projectLinks>;

/** What a project may be told by where several of one person stand together. */
type Named = { slug: string; name: string; organisation: string; registrationNumber: string | null };

/**
 * The names of projects by their addresses: of those of one organisation that are called alike, each with its registration
 * number, or with its address until it has one.
 */
export function projectNames(projects: readonly Named[]): Map<string, string> {
  const keyOf = ({ organisation, name }: Named) => JSON.stringify([organisation, name]);
  const called = new Map<string, number>();
  for (const project of projects) called.set(keyOf(project), (called.get(keyOf(project)) ?? 0) + 1);
  return new Map(
    projects.map((project) => {
      const { slug, name, registrationNumber } = project;
      const alike = (called.get(keyOf(project)) ?? 0) > 1;
      return [slug, alike ? `${name} (${registrationNumber ?? slug})` : name];
    }),
  );
}

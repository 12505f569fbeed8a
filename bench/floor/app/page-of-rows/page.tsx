import { connection } from "next/server";

/** A dynamic page of as many table rows as asked for, which touches no database. */
export default async function RowsPage({ searchParams }: { searchParams: Promise<{ rows?: string }> }) {
  await connection();
  const rows = Array.from({ length: Number((await searchParams).rows ?? 20) }, (_, index) => index);
  return (
    <main>
      <h1>Floor</h1>
      <table>
        <tbody>
          {rows.map((row) => (
            <tr key={row}>
              <td>Row {row}</td>
              <td className="number">{(row * 7919).toLocaleString("cs-CZ")}</td>
              <td>{Date.now() + row}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  );
}

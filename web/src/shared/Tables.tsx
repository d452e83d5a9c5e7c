import type { ReactNode } from 'react'
import { useWords } from './use'

export interface Column<T> {
  key: string
  head: ReactNode
  cell: (row: T) => ReactNode
  num?: boolean
}

/** A plain table for lists that are short: heading cells with scope, numbers to the right, scrolls sideways on a phone. */
export function PlainTable<T>({
  rows,
  columns,
  id,
  label,
}: {
  rows: T[]
  columns: Column<T>[]
  id: (row: T, i: number) => string
  label: string
}) {
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((c) =>
              c.head === '' ? (
                <td key={c.key} />
              ) : (
                <th key={c.key} scope="col" className={c.num ? 'num' : undefined}>
                  {c.head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, i) => (
            <tr key={id(r, i)}>
              {columns.map((c) => (
                <td key={c.key} className={c.num ? 'num' : undefined}>
                  {c.cell(r)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Fetches what follows when asked. */
export function More({ query }: { query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown } }) {
  const { t } = useWords()
  return query.hasNextPage ? (
    <button
      type="button"
      className="panel"
      style={{ width: '100%', cursor: 'pointer', color: 'var(--accent)', font: 'inherit' }}
      disabled={query.isFetchingNextPage}
      onClick={() => void query.fetchNextPage()}
    >
      {query.isFetchingNextPage ? t('waiting') : t('do.more')}
    </button>
  ) : null
}

import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { createColumnHelper, flexRender, tableFeatures, rowSelectionFeature, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'wouter'
import { query } from '../api/client'
import { usePages } from '../api/queries'
import type { RunSummary } from '../api/types'
import { shortId } from '../shared/format'
import { Empty, Failure, Page, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { useRested, useWords } from '../shared/use'

const statuses = ['running', 'succeeded', 'failed', 'cancelled']
const kinds = ['pipeline', 'step', 'manual']
const grid = '2.4rem 8.5rem minmax(9rem, 1.3fr) 8rem minmax(7rem, 1fr) 11rem 7rem 9rem'
const features = tableFeatures({ rowSelectionFeature })
const helper = createColumnHelper<typeof features, RunSummary>()
const none: RunSummary[] = []
const mostCompared = 20
const rowHeight = 40

export default function RunsPage() {
  const { t, word } = useWords()
  const [params, setParams] = useSearchParams()
  const [, go] = useLocation()
  const [text, setText] = useState(params.get('q') ?? '')
  const rested = useRested(text)
  const kind = params.get('kind') ?? 'pipeline'
  const status = params.get('status')
  const runs = usePages<RunSummary>(`/runs${query({ kind: kind === 'all' ? null : kind, status, q: rested, limit: 200 })}`)
  const rows = useMemo(() => runs.data?.pages.flatMap((p) => p.items) ?? none, [runs.data])
  const set = (name: string, value: string | null) =>
    setParams((p) => {
      const next = new URLSearchParams(p)
      if (value) next.set(name, value)
      else next.delete(name)
      return next
    })
  const columns = useColumns()
  const table = useTable({ features, columns, data: rows, getRowId: (r) => r.id, enableRowSelection: true })
  const chosen = Object.keys(table.state.rowSelection ?? {}).filter((id) => table.state.rowSelection[id])
  return (
    <Page
      title={t('nav.runs')}
      lead={t('runs.lead')}
      aside={
        <Button
          size="sm"
          disabled={chosen.length < 2 || chosen.length > mostCompared}
          onClick={() => go(`/runs/compare?${chosen.map((id) => `id=${id}`).join('&')}`)}
        >
          {t('runs.compare', { n: chosen.length })}
        </Button>
      }
    >
      <Group align="flex-end">
        <TextInput
          data-search
          label={t('runs.search')}
          placeholder={t('runs.search.how')}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          w={280}
        />
        <Select
          label={t('runs.kind')}
          value={kind}
          onChange={(v) => set('kind', v)}
          allowDeselect={false}
          data={[{ value: 'all', label: t('runs.all') }, ...kinds.map((k) => ({ value: k, label: word('runkind', k) }))]}
          w={160}
        />
        <Select
          label={t('runs.status')}
          value={status}
          onChange={(v) => set('status', v)}
          clearable
          clearButtonProps={{ 'aria-label': t('do.clear') }}
          placeholder={t('runs.all')}
          data={statuses.map((s) => ({ value: s, label: word('state', s) }))}
          w={160}
        />
      </Group>
      {runs.error ? (
        <Failure error={runs.error} retry={() => void runs.refetch()} />
      ) : !runs.data ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Empty
          what={rested || status ? t('runs.nothing') : t('runs.empty')}
          how={rested || status ? t('runs.nothing.how') : t('runs.empty.how')}
          command={rested || status ? undefined : 'rondo run'}
          next={rested || status ? undefined : ['/', t('project.next')]}
        />
      ) : (
        <RunList table={table} more={runs} />
      )}
    </Page>
  )
}

function useColumns() {
  const { t, moment, seconds, word } = useWords()
  return useMemo(
    () =>
      helper.columns([
        helper.display({
          id: 'pick',
          header: () => <span className="soft">✓</span>,
          cell: ({ row }) => (
            <input
              type="checkbox"
              className="pick"
              checked={row.getIsSelected()}
              onChange={row.getToggleSelectedHandler()}
              aria-label={t('runs.pick', { id: shortId(row.original.id) })}
            />
          ),
        }),
        helper.accessor('status', { header: t('runs.status'), cell: (c) => <State of={c.getValue()} /> }),
        helper.accessor('name', {
          header: t('col.name'),
          cell: (c) => <Link href={`/runs/${c.row.original.id}`}>{c.getValue() || shortId(c.row.original.id)}</Link>,
        }),
        helper.accessor('kind', { header: t('runs.kind'), cell: (c) => word('runkind', c.getValue()) }),
        helper.accessor('project', { header: t('col.project') }),
        helper.accessor('startedAt', { header: t('col.started'), cell: (c) => <span className="num">{moment(c.getValue())}</span> }),
        helper.accessor('seconds', { header: t('col.duration'), cell: (c) => <span className="num">{seconds(c.getValue())}</span> }),
        helper.accessor('user', { header: t('col.who') }),
      ]),
    [t, moment, seconds, word],
  )
}

type Table = ReturnType<typeof useTable<typeof features, RunSummary>>
type Row = ReturnType<Table['getRowModel']>['rows'][number]

/** A row is drawn once: scrolling only moves it. Drawn again when it is picked, or read in another language. */
const RunRow = memo(function RunRow({ row, at, start }: { row: Row; at: number; start: number; picked: boolean; columns: unknown }) {
  return (
    <div
      role="row"
      aria-rowindex={at + 2}
      className="run-row"
      style={{ gridTemplateColumns: grid, height: rowHeight, transform: `translateY(${start}px)` }}
    >
      {row.getAllCells().map((cell) => (
        <div role="cell" key={cell.id} className={cell.column.id === 'seconds' ? 'right' : undefined}>
          {cell.column.columnDef.cell ? flexRender(cell.column.columnDef.cell, cell.getContext()) : null}
        </div>
      ))}
    </div>
  )
})

/** Only the rows in sight are in the page; what follows is fetched before the end is reached. */
function RunList({
  table,
  more,
}: {
  table: Table
  more: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown }
}) {
  const { t, count } = useWords()
  const box = useRef<HTMLDivElement>(null)
  const rows = table.getRowModel().rows
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => rowHeight, overscan: 8 })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more
  useEffect(() => {
    if (last > rows.length - 60 && hasNextPage && !isFetchingNextPage) fetchNextPage()
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  const head = table.getHeaderGroups()[0]
  return (
    <div>
      <div
        ref={box}
        className="panel"
        data-testid="runs"
        tabIndex={0}
        role="table"
        aria-label={t('nav.runs')}
        aria-rowcount={hasNextPage ? -1 : rows.length + 1}
        style={{ padding: 0, height: `min(70vh, 44rem, ${rows.length * rowHeight + 42}px)`, overflow: 'auto' }}
      >
        <div role="rowgroup" style={{ position: 'sticky', top: 0, zIndex: 1, background: 'var(--paper)', minWidth: 920 }}>
          <div role="row" style={{ display: 'grid', gridTemplateColumns: grid, borderBottom: '1px solid var(--line)', fontSize: '0.8rem' }}>
            {head?.headers.map((h) => (
              <div
                role="columnheader"
                key={h.id}
                className="soft"
                style={{ padding: '0.55rem 0.7rem', fontWeight: 550, textAlign: h.id === 'seconds' ? 'right' : 'left' }}
              >
                <table.FlexRender header={h} />
              </div>
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: 920 }}>
          {items.map((item) => {
            const row = rows[item.index]
            return row ? (
              <RunRow
                key={row.id}
                row={row}
                at={item.index}
                start={item.start}
                picked={row.getIsSelected()}
                columns={table.options.columns}
              />
            ) : null
          })}
        </div>
      </div>
      <Text size="sm" className="soft num" mt={4} role="status">
        {hasNextPage ? t('runs.loaded', { n: count(rows.length) }) : t('runs.count', { count: rows.length, n: count(rows.length) })}
      </Text>
    </div>
  )
}

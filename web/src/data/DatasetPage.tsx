import { Group, Select, Stack, Tabs, Text, TextInput } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { enc } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type { ColumnProfile, DatasetVersion, DatasetVersionDetail, Page as List, Profile, SchemaColumn } from '../api/types'
import { Histogram, ValueBars } from '../shared/charts/Bars'
import { shortId } from '../shared/format'
import { Empty, Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable, useFew } from '../shared/Tables'
import { useWords } from '../shared/use'

export default function DatasetPage({ name, version }: { name: string; version: string }) {
  const { t, count, moment } = useWords()
  const [, go] = useLocation()
  const [params, setParams] = useSearchParams()
  const tab = params.get('tab') ?? 'profile'
  const versions = useGet<List<DatasetVersion>>(`/datasets/${enc(name)}/versions`)
  const detail = useGetFresh<DatasetVersionDetail>(`/datasets/${enc(name)}/versions/${enc(version)}`)
  return (
    <Page
      title={detail.data ? `${name}@${detail.data.version}` : name}
      crumbs={[{ label: t('nav.data'), to: '/data' }]}
      aside={
        versions.data && (
          <Select
            aria-label={t('data.version')}
            value={String(detail.data?.version ?? '')}
            data={versions.data.items.map((v) => ({ value: String(v.version), label: `${v.version} · ${moment(v.createdAt)}` }))}
            onChange={(v) => v && go(`/data/${enc(name)}/${v}`)}
            allowDeselect={false}
            w={320}
          />
        )
      }
    >
      <Loaded query={detail}>
        {(d) => (
          <Stack>
            <Panel>
              <Facts
                across
                items={[
                  [t('data.rows'), <span className="num">{count(d.rows ?? d.profile?.rows)}</span>],
                  [t('data.columns'), d.profile ? count(d.profile.columns.length) : null],
                  [t('data.duplicates'), d.profile?.duplicateRows ? count(d.profile.duplicateRows) : null],
                  [t('data.digest'), <span className="mono">{shortId(d.digest)}</span>],
                  [t('data.made'), moment(d.createdAt)],
                  [
                    t('data.run'),
                    d.run ? (
                      <To href={`/runs/${d.run}`} mono>
                        {shortId(d.run)}
                      </To>
                    ) : null,
                  ],
                  [
                    t('data.report'),
                    d.report ? (
                      <a href={`/api/v1/artifacts/${d.report}`} target="_blank" rel="noreferrer">
                        {t('data.open')}
                      </a>
                    ) : null,
                  ],
                  [t('data.verdict'), d.verdict ? <State of={d.verdict.status} /> : null],
                ]}
              />
            </Panel>
            <Tabs value={tab} onChange={(x) => x && setParams({ tab: x }, { replace: true })} keepMounted={false}>
              <Tabs.List>
                <Tabs.Tab value="profile">{t('data.profile')}</Tabs.Tab>
                <Tabs.Tab value="schema">{t('data.schema')}</Tabs.Tab>
                <Tabs.Tab value="verdict">{t('data.checks')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="profile" pt="md">
                {d.profile ? <ProfileView profile={d.profile} /> : <Empty what={t('data.noprofile')} command="rondo run profile" />}
              </Tabs.Panel>
              <Tabs.Panel value="schema" pt="md">
                {d.schema ? <SchemaView schema={d.schema} /> : <Empty what={t('data.noschema')} command="rondo run validate" />}
              </Tabs.Panel>
              <Tabs.Panel value="verdict" pt="md">
                <VerdictView detail={d} />
              </Tabs.Panel>
            </Tabs>
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function ProfileView({ profile }: { profile: Profile }) {
  const { t, refusal } = useWords()
  const [search, setSearch] = useState('')
  const [columns, more] = useFew(
    profile.columns.filter((c) => c.name.toLowerCase().includes(search.toLowerCase())),
    60,
  )
  const [alerts, moreAlerts] = useFew(profile.alerts, 20)
  return (
    <Stack>
      {profile.alerts.length > 0 && (
        <Panel title={t('data.alerts')}>
          <ul style={{ margin: 0, padding: 0, listStyle: 'none', display: 'grid', gap: 4 }}>
            {alerts.map((a, i) => (
              <li key={i} style={{ display: 'flex', gap: 8 }}>
                <IconAlertTriangle size={16} color="var(--warn)" aria-hidden style={{ flex: 'none', marginTop: 3 }} />
                <span>
                  {a.column && <strong className="mono">{a.column}: </strong>}
                  {refusal(a.text)}
                </span>
              </li>
            ))}
          </ul>
          {moreAlerts}
        </Panel>
      )}
      <TextInput data-search label={t('data.findcolumn')} value={search} onChange={(e) => setSearch(e.currentTarget.value)} maw={320} />
      <div style={{ display: 'grid', gap: '1rem', gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 17rem), 1fr))' }}>
        {columns.map((c) => (
          <ColumnCard key={c.name} column={c} rows={profile.rows} isTarget={c.name === profile.target} />
        ))}
      </div>
      {more}
    </Stack>
  )
}

function ColumnCard({ column: c, rows, isTarget }: { column: ColumnProfile; rows: number; isTarget: boolean }) {
  const { t, n, count, percent } = useWords()
  const relation = c.correlation ?? c.association
  return (
    <section className="panel" aria-label={c.name}>
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Text fw={600} truncate title={c.name}>
          {c.name}
        </Text>
        <Text size="xs" className="soft" style={{ whiteSpace: 'nowrap' }}>
          {isTarget ? t('data.target') : t(`type.${c.type}`, { defaultValue: c.type })}
        </Text>
      </Group>
      {c.numbers && c.numbers.histogram.length > 0 && !isTime(c.type) ? (
        <Histogram
          counts={c.numbers.histogram}
          from={c.numbers.minimum ?? 0}
          to={c.numbers.maximum ?? 0}
          label={t('data.histogram', { column: c.name, low: n(c.numbers.minimum), high: n(c.numbers.maximum) })}
        />
      ) : c.top && (c.top[0]?.count ?? 0) > 1 ? (
        <ValueBars values={c.top.slice(0, 6)} total={rows} label={t('data.topvalues', { column: c.name })} />
      ) : null}
      <dl className="facts figures num">
        {c.numbers && !isTime(c.type) && (
          <>
            <dt>{t('data.mean')}</dt>
            <dd>
              {n(c.numbers.mean)} ± {n(c.numbers.deviation)}
            </dd>
            <dt>{t('data.median')}</dt>
            <dd>{n(c.numbers.percentiles[50])}</dd>
          </>
        )}
        {c.numbers && isTime(c.type) && (
          <>
            <dt>{t('data.span')}</dt>
            <dd>
              {day(c.numbers.minimum)} … {day(c.numbers.maximum)}
            </dd>
          </>
        )}
        <dt>{t('data.distinct')}</dt>
        <dd>{count(c.distinct)}</dd>
        <dt>{t('data.missing')}</dt>
        <dd className={c.missing > 0 ? 'tone-warn' : undefined}>
          {c.missing === 0 ? t('none') : `${count(c.missing)} (${percent(c.missing / rows)})`}
        </dd>
        {relation !== null && (
          <>
            <dt>{c.correlation !== null ? t('data.correlation') : t('data.association')}</dt>
            <dd>{n(relation)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

const day = (micros: number | null) => (micros === null ? '–' : new Date(micros / 1000).toISOString().slice(0, 10))

const isTime = (type: string) => /time|date/i.test(type)

function SchemaView({ schema }: { schema: SchemaColumn[] }) {
  const { t, n } = useWords()
  const range = (c: SchemaColumn) => {
    if (c.domain) return c.domain.slice(0, 12).join(', ') + (c.domain.length > 12 ? ` … (${c.domain.length})` : '')
    return c.minimum !== null || c.maximum !== null
      ? `${c.minimum === null ? '−∞' : n(c.minimum)} … ${c.maximum === null ? '∞' : n(c.maximum)}`
      : ''
  }
  return (
    <div className="panel">
      <PlainTable
        rows={schema}
        id={(c) => c.name}
        label={t('data.schema')}
        few={100}
        columns={[
          { key: 'name', head: t('data.column'), cell: (c) => <span className="mono">{c.name}</span> },
          {
            key: 'type',
            head: t('data.type'),
            cell: (c) => t(`type.${c.type}`, { defaultValue: c.type }) + (c.category ? ` · ${t('data.category')}` : ''),
          },
          { key: 'role', head: t('people.role'), cell: (c) => t(`column.${c.role}`, { defaultValue: c.role }) },
          { key: 'range', head: t('data.allowed'), cell: range },
          { key: 'missing', head: t('data.missing'), cell: (c) => t(c.nullable ? 'data.maymiss' : 'data.mustbe') },
          { key: 'unique', head: t('data.unique'), cell: (c) => (c.unique ? t('yes') : '') },
        ]}
      />
    </div>
  )
}

function VerdictView({ detail }: { detail: DatasetVersionDetail }) {
  const { t, count, refusal } = useWords()
  if (!detail.verdict) return <Empty what={t('data.noverdict')} command="rondo run validate" />
  if (detail.verdict.findings.length === 0) return <Empty what={t('data.nofindings')} />
  return (
    <div className="panel">
      <PlainTable
        rows={detail.verdict.findings}
        id={(_, i) => String(i)}
        label={t('data.checks')}
        columns={[
          { key: 'o', head: t('charter.judgement'), cell: (f) => <State of={f.status} /> },
          { key: 'c', head: t('data.column'), cell: (f) => <span className="mono">{f.columns.join(', ')}</span> },
          {
            key: 't',
            head: t('data.finding'),
            cell: (f) => (
              <>
                {refusal(f.problem)}
                <Text size="sm" className="soft">
                  {refusal(f.remedy)}
                </Text>
              </>
            ),
          },
          { key: 'r', head: t('data.rows'), cell: (f) => (f.rowCount === null ? '' : count(f.rowCount)), num: true },
        ]}
      />
    </div>
  )
}

import { Anchor, Group, Stack, Tabs, Text } from '@mantine/core'
import { lazy, Suspense, type ReactNode } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { enc, query } from '../api/client'
import { useGet, useGetFresh } from '../api/queries'
import type {
  Evaluation,
  Measurement,
  ModelVersionDetail,
  ModelVersionSummary,
  Page as List,
  Review,
  Signature,
  SignatureField,
} from '../api/types'
import { ReasonButton } from '../shared/act'
import { dataTime, shortId } from '../shared/format'
import { Detail } from '../shared/Detail'
import { Empty, Facts, Loaded, Page, Panel, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { Card } from './Card'
import { EvaluationView } from './EvaluationView'
import { GateTable } from './GateTable'
import { Alias } from './ModelsPage'

const LineageGraph = lazy(() => import('./LineageGraph'))
const tabs = ['summary', 'evaluation', 'card', 'lineage', 'signature'] as const

export default function VersionPage({ model, version }: { model: string; version: string }) {
  const { t } = useWords()
  const path = `/models/${enc(model)}/versions/${enc(version)}`
  const detail = useGetFresh<ModelVersionDetail>(path)
  const [params, setParams] = useSearchParams()
  const tab = params.get('tab') ?? 'summary'
  const v = detail.data
  const reviews = useGet<List<Review>>(`/reviews${query({ model, limit: 100 })}`)
  // newest first
  const review = reviews.data?.items.find((r) => r.version === v?.version)
  return (
    <Page
      title={`${model}@${v?.version ?? version}`}
      crumbs={[{ label: t('nav.models'), to: '/models' }]}
      aside={v && <Actions of={v} review={review} path={path} />}
    >
      <Loaded query={detail}>
        {(d) => (
          <>
            {review && <Reviewed review={review} />}
            <Tabs value={tab} onChange={(x) => x && setParams({ tab: x }, { replace: true })} keepMounted={false}>
              <Tabs.List>
                {tabs.map((x) => (
                  <Tabs.Tab key={x} value={x}>
                    {t(`version.${x}`)}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
              <Tabs.Panel value="summary" pt="md">
                <Summary of={d} />
              </Tabs.Panel>
              <Tabs.Panel value="evaluation" pt="md">
                <Evaluations path={path} />
              </Tabs.Panel>
              <Tabs.Panel value="card" pt="md">
                <Panel>
                  <Card text={d.card} />
                </Panel>
              </Tabs.Panel>
              <Tabs.Panel value="lineage" pt="md">
                <Suspense fallback={<Waiting />}>
                  <LineageGraph path={`${path}/lineage`} />
                </Suspense>
              </Tabs.Panel>
              <Tabs.Panel value="signature" pt="md">
                <SignatureTable of={d.signature} />
              </Tabs.Panel>
            </Tabs>
          </>
        )}
      </Loaded>
    </Page>
  )
}

/** What the last review of this version says, as long as it is not the approval that stands among the evidence. */
function Reviewed({ review: r }: { review: Review }) {
  const { t, moment, said } = useWords()
  const refusal = r.decisions.findLast((d) => d.decision !== 'approve')
  if (r.state !== 'rejected' && r.state !== 'open') return null
  return (
    <Panel title={t(`version.review.${r.state}`)} aside={<State of={r.state} label={t(`reviewstate.${r.state}`)} />}>
      <Facts
        across
        items={[
          [t('col.who'), r.state === 'open' ? r.openedBy : refusal?.person],
          [t('col.when'), <span className="num">{moment(r.state === 'open' ? r.openedAt : (refusal?.at ?? r.settledAt))}</span>],
          [t('do.reason'), r.state === 'open' ? r.reason : (refusal?.reason ?? said(r.settledBecause))],
          [t('nav.reviews'), <To href={`/reviews/${enc(r.id)}`}>{t('review.of', { model: `${r.model}@${r.version}` })}</To>],
        ]}
      />
    </Panel>
  )
}

function Actions({ of: v, review, path }: { of: ModelVersionDetail; review?: Review; path: string }) {
  const { t } = useWords()
  const [, go] = useLocation()
  const versions = useGet<List<ModelVersionSummary>>(`/models/${enc(v.model)}/versions`)
  const champion = v.aliases.includes('champion')
  const held = v.blocked || v.needsReview || review?.state === 'rejected'
  return (
    <Group gap="sm">
      {v.aliases.map((a) => (
        <Alias key={a} name={a} />
      ))}
      <State of={v.gate} />
      {(!champion || v.needsReview) && versions.data && (
        <>
          <ReasonButton
            label={t('version.review')}
            title={t('version.review')}
            path="/reviews"
            body={{ model: v.model, version: v.version }}
            stale={['/reviews', '/models']}
            variant={v.needsReview || review?.state === 'rejected' ? undefined : 'default'}
            optional
            explain={t('version.review.how')}
            onDone={(a) => go(`/reviews/${(a as { id?: string })?.id ?? ''}`)}
          />
          {!champion && (
            <ReasonButton
              label={t('version.promote')}
              title={t('version.promote.title', { model: `${v.model}@${v.version}` })}
              path={`${path}/promote`}
              body={{ alias: 'champion', despiteGate: v.blocked || v.needsReview }}
              stale={['/models', '/projects', '/audit']}
              explain={
                v.blocked
                  ? t('version.blocked')
                  : review?.state === 'rejected'
                    ? t('version.refused')
                    : v.needsReview
                      ? t('version.unreviewed')
                      : t('version.promote.how')
              }
              optional={!held}
              variant={held ? 'default' : undefined}
              said={t('version.promoted')}
            />
          )}
        </>
      )}
    </Group>
  )
}

function Summary({ of: v }: { of: ModelVersionDetail }) {
  const { t, moment, count, measured, interval } = useWords()
  const test = v.measurements.filter((m) => m.role === 'model' && m.slice === '' && !m.measure.includes(' - '))
  return (
    <Stack>
      <Panel title={t('models.gate')} aside={<State of={v.gate} />}>
        {v.requirements.length > 0 ? <GateTable lines={v.requirements} /> : <Text className="soft">{t('charter.norequirements')}</Text>}
      </Panel>
      <div className="grid-2">
        <Panel title={t('version.about')}>
          <Facts
            items={[
              [t('data.made'), <span className="num">{moment(v.createdAt)}</span>],
              [t('col.who'), v.pushedBy ? t('version.pushed', { by: v.createdBy, pushed: v.pushedBy }) : v.createdBy],
              [t('version.origin'), t(`origin.${v.origin}`, { defaultValue: v.origin })],
              [
                t('data.run'),
                v.run ? (
                  <To href={`/runs/${v.run}`} mono>
                    {shortId(v.run)}
                  </To>
                ) : null,
              ],
              [t('version.identity'), <span className="mono">{shortId(v.digest)}</span>],
              [t('version.looks'), <span className="num">{count(v.looksAtItsTest)}</span>],
              ...test
                .filter((m) => m.split === '')
                .map((m): [ReactNode, ReactNode] => [
                  <span className="mono">{m.measure}</span>,
                  <span className="num">
                    {measured(m.value, m.unit)} <span className="soft">{interval(m.low, m.high, m.unit)}</span>
                  </span>,
                ]),
              [
                t('version.bundle'),
                <Anchor href={`/api/v1/artifacts/${v.bundle}`} download={`${v.model}-${v.version}.rondo`} underline="always">
                  {t('version.download')}
                </Anchor>,
              ],
            ]}
          />
        </Panel>
        <Panel title={t('version.measured')}>
          <MeasureTable of={test.filter((m) => m.split !== '')} />
        </Panel>
      </div>
      {v.evidence.length > 0 && (
        <Panel title={t('version.evidence')}>
          <PlainTable
            rows={v.evidence}
            id={(_, i) => String(i)}
            label={t('version.evidence')}
            columns={[
              { key: 't', head: t('col.when'), cell: (e) => <span className="num">{moment(e.at)}</span> },
              { key: 'k', head: t('col.what'), cell: (e) => t(`evidence.${e.kind}`, { defaultValue: e.kind }) },
              { key: 'b', head: t('col.who'), cell: (e) => e.by },
              {
                key: 'c',
                head: t('col.detail'),
                text: true,
                cell: (e) => <Detail value={e.content} />,
              },
            ]}
          />
        </Panel>
      )}
    </Stack>
  )
}

/** A measure a row, a part of the data a column. */
function MeasureTable({ of }: { of: Measurement[] }) {
  const { t, measured, interval } = useWords()
  const splits = [...new Set(of.map((m) => m.split))].sort()
  const rows = [...new Set(of.map((m) => m.measure))]
  return (
    <PlainTable
      rows={rows}
      id={(measure) => measure}
      label={t('version.measured')}
      columns={[
        { key: 'm', head: t('version.measure'), cell: (measure: string) => <span className="mono">{measure}</span> },
        ...splits.map((split) => ({
          key: split,
          head: t(`split.${split}`, { defaultValue: split }),
          num: true,
          cell: (measure: string) => {
            const m = of.find((x) => x.measure === measure && x.split === split)
            return (
              m && (
                <div>
                  {measured(m.value, m.unit)}
                  <div className="soft small">{interval(m.low, m.high, m.unit)}</div>
                </div>
              )
            )
          },
        })),
      ]}
    />
  )
}

function Evaluations({ path }: { path: string }) {
  const { t } = useWords()
  const evaluations = useGetFresh<List<Evaluation>>(`${path}/evaluation`)
  return (
    <Loaded query={evaluations}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty what={t('eval.empty')} how={t('eval.empty.how')} />
        ) : (
          <Tabs defaultValue={(items.find((e) => e.split === 'test') ?? items[0])?.split} variant="pills" keepMounted={false}>
            {items.length > 1 && (
              <Tabs.List mb="md">
                {items.map((e) => (
                  <Tabs.Tab key={e.split} value={e.split}>
                    {t(`split.${e.split}`, { defaultValue: e.split })}
                  </Tabs.Tab>
                ))}
              </Tabs.List>
            )}
            {items.map((e) => (
              <Tabs.Panel key={e.split} value={e.split}>
                <EvaluationView evaluation={e} />
              </Tabs.Panel>
            ))}
          </Tabs>
        )
      }
    </Loaded>
  )
}

function SignatureTable({ of: s }: { of: Signature }) {
  const { t, n } = useWords()
  const shown = (type: string, v: number) => (type === 'timestamp' ? dataTime(v) : n(v))
  return (
    <Panel title={t('version.answers', { target: s.target || '–', task: t(`charter.value.${s.task}`, { defaultValue: s.task }) })}>
      <PlainTable
        rows={s.inputs}
        id={(f) => f.name}
        label={t('version.signature')}
        few={100}
        columns={[
          { key: 'n', head: t('data.column'), cell: (f) => <span className="mono">{f.name}</span> },
          { key: 't', head: t('data.type'), cell: (f) => t(`type.${f.type}`, { defaultValue: f.type }) },
          ...(s.inputs.some((f) => f.unit) ? [{ key: 'u', head: t('version.unit'), cell: (f: SignatureField) => f.unit ?? '' }] : []),
          {
            key: 'r',
            head: t('version.seen'),
            cell: (f) =>
              f.categories
                ? f.categories.slice(0, 12).join(', ') + (f.categories.length > 12 ? ' …' : '')
                : f.minimum !== null && f.maximum !== null
                  ? `${shown(f.type, f.minimum)} … ${shown(f.type, f.maximum)}`
                  : '',
          },
          { key: 'm', head: t('data.missing'), cell: (f) => t(f.nullable ? 'data.maymiss' : 'data.mustbe') },
        ]}
      />
    </Panel>
  )
}

import { lazy, Suspense } from 'react'
import { Stack, Text, Title } from '@mantine/core'
import { useSearchParams } from 'wouter'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { Comparison, WhyPrediction } from '../api/types'
import { versionHref } from '../scoping/Home'
import { dataTime, shortId } from '../shared/format'
import { Facts, Loaded, Page, Panel, To, Waiting } from '../shared/Page'
import { State } from '../shared/State'
import { useWords } from '../shared/use'

const Lineage = lazy(() => import('../modeling/LineageGraph').then((m) => ({ default: m.LineageView })))

/** Why a prediction was what it was: what was asked, what answered, how that came to be there, and where it came from. */
export default function PredictionPage({ id }: { id: string }) {
  const { t } = useWords()
  const [params] = useSearchParams()
  const endpoint = params.get('endpoint')
  const why = useGetFresh<WhyPrediction>(`/predictions/${enc(id)}${endpoint ? `?endpoint=${enc(endpoint)}` : ''}`)
  return (
    <Page
      title={t('prediction.title')}
      crumbs={[
        { label: t('nav.endpoints'), to: '/endpoints' },
        ...(why.data ? [{ label: why.data.endpoint, to: `/endpoints/${enc(why.data.endpoint)}/predictions` }] : []),
      ]}
      lead={<span className="mono">{id}</span>}
    >
      <Loaded query={why}>{(w) => <Whole of={w} />}</Loaded>
    </Page>
  )
}

function Whole({ of: w }: { of: WhyPrediction }) {
  const { t, n, moment, said, word } = useWords()
  const show = (v: unknown) => (typeof v === 'number' ? n(v) : v === null || v === undefined ? '–' : plainTime(String(v)))
  const { value, label } = w.answer as { value?: number | null; label?: string | null }
  const change = w.change as { action: string; at: string; by: string; reason: string } | null
  const r = w.retraining
  return (
    <Stack>
      <div className="grid-2">
        <Panel title={t('prediction.answer')} aside={<State of={w.status} />}>
          <Text fz="1.8rem" fw={650} className="num">
            {label ?? show(value)}
          </Text>
          <Facts
            items={[
              [t('prediction.probability'), label ? <span className="num">{show(value)}</span> : null],
              [t('predictions.truth'), w.truth === null ? t('prediction.notruth') : <span className="num">{show(asNumber(w.truth))}</span>],
              [t('prediction.truthat'), w.truthAt && <span className="num">{moment(w.truthAt)}</span>],
              [t('prediction.again'), w.others.length > 0 ? t('prediction.again.what', { n: w.others.length }) : null],
              [t('col.when'), <span className="num">{moment(w.at, true)}</span>],
              [t('models.version'), <To href={versionHref(w.version)}>{w.version}</To>],
              [
                t('prediction.deployed'),
                change && (
                  <span>
                    {t(`change.${change.action}`)} <span className="num">{moment(change.at)}</span>{' '}
                    {change.reason ? t('do.colon', { what: change.by, text: said(change.reason) }) : change.by}
                  </span>
                ),
              ],
              [
                t('prediction.retraining'),
                r && (
                  <span>
                    <To href={`/retrainings/${enc(r.id)}`}>{shortId(r.id)}</To>{' '}
                    {t('do.colon', { what: word('trigger', r.trigger.kind), text: said(r.trigger.reason) })}
                    {r.comparison && !change?.reason.includes((r.comparison as Comparison).sentence) ? (
                      <Text size="sm">{said((r.comparison as Comparison).sentence)}</Text>
                    ) : null}
                  </span>
                ),
              ],
              [
                t('prediction.review'),
                w.review && (
                  <span>
                    <To href={`/reviews/${enc(w.review.id)}`}>{t(`reviewstate.${w.review.state}`)}</To>
                    {w.review.decisions.map((d) => ` · ${t('do.colon', { what: d.person, text: d.reason })}`)}
                  </span>
                ),
              ],
            ]}
          />
        </Panel>
        <Panel title={t('prediction.request')}>
          <Facts
            items={Object.entries(w.request).map(([k, v]) => [<span className="mono">{k}</span>, <span className="num">{show(v)}</span>])}
          />
        </Panel>
      </div>
      {w.lineage && (
        <section aria-label={t('prediction.lineage')}>
          <Title order={2} size="0.98rem" mb="sm">
            {t('prediction.lineage')}
          </Title>
          <Suspense fallback={<Waiting />}>
            <Lineage lineage={w.lineage} />
          </Suspense>
        </section>
      )}
    </Stack>
  )
}

// 2026-03-11T00:00:00.0000000Z is a day to a reader
const plainTime = (text: string) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? dataTime(Date.parse(text) * 1000) : text)

const asNumber = (text: string): unknown => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text)

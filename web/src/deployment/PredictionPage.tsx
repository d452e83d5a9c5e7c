import { Stack } from '@mantine/core'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { WhyPrediction } from '../api/types'
import { Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

/** Why a prediction was what it was: what was asked, what answered, where that came from, who decided. */
export default function PredictionPage({ id }: { id: string }) {
  const { t, moment, n } = useWords()
  const why = useGetFresh<WhyPrediction>(`/predictions/${enc(id)}`)
  const show = (v: unknown) =>
    typeof v === 'number' ? n(v) : v === null || v === undefined ? '–' : typeof v === 'object' ? JSON.stringify(v) : String(v)
  const table = (o: Record<string, unknown> | null | undefined) => (
    <Facts items={Object.entries(o ?? {}).map(([k, v]) => [<span className="mono">{k}</span>, <span className="num">{show(v)}</span>])} />
  )
  return (
    <Page
      title={t('prediction.title')}
      crumbs={[
        { label: t('nav.endpoints'), to: '/endpoints' },
        ...(why.data ? [{ label: why.data.endpoint, to: `/endpoints/${enc(why.data.endpoint)}/predictions` }] : []),
      ]}
      lead={<span className="mono">{id}</span>}
    >
      <Loaded query={why}>
        {(w) => (
          <Stack>
            <div className="grid-2">
              <Panel title={t('prediction.request')}>{table(w.request)}</Panel>
              <Panel title={t('prediction.answer')}>
                <Facts
                  items={[
                    [t('col.when'), <span className="num">{moment(w.at, true)}</span>],
                    [t('models.version'), <To href={`/models/${enc(w.model)}/${w.version}`}>{`${w.model}@${w.version}`}</To>],
                    [t('predictions.answer'), typeof w.answer === 'object' && w.answer ? table(w.answer) : show(w.answer)],
                    [
                      t('predictions.truth'),
                      w.truth === null || w.truth === undefined ? t('prediction.notruth') : <span className="num">{show(w.truth)}</span>,
                    ],
                    [t('version.lineage'), <To href={`/models/${enc(w.model)}/${w.version}?tab=lineage`}>{t('prediction.lineage')}</To>],
                  ]}
                />
              </Panel>
            </div>
            {w.decisions?.length > 0 && (
              <Panel title={t('lineage.decisions')}>
                <PlainTable
                  rows={w.decisions}
                  id={(_, i) => String(i)}
                  label={t('lineage.decisions')}
                  columns={[
                    { key: 't', head: t('col.when'), cell: (d) => <span className="num">{moment(d.at)}</span> },
                    { key: 'w', head: t('col.who'), cell: (d) => d.who },
                    { key: 'a', head: t('col.what'), cell: (d) => d.what },
                    { key: 'r', head: t('do.reason'), cell: (d) => d.reason ?? '' },
                  ]}
                />
              </Panel>
            )}
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

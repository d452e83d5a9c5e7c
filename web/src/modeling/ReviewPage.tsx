import { Checkbox, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { enc } from '../api/client'
import { useGetFresh } from '../api/queries'
import type { Comparison, ModelVersionDetail, Replay, Review } from '../api/types'
import { ReasonButton } from '../shared/act'
import { shortId } from '../shared/format'
import { Facts, Loaded, Page, Panel, To } from '../shared/Page'
import { State } from '../shared/State'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'
import { ComparisonView } from './ComparisonView'
import { GateTable } from './GateTable'
import { ReplayView } from './ReplayView'
import { approvals } from './reviews'

const stale = ['/reviews', '/models', '/projects', '/endpoints', '/audit']

export default function ReviewPage({ id }: { id: string }) {
  const { t } = useWords()
  const review = useGetFresh<Review>(`/reviews/${enc(id)}`)
  const r = review.data
  return (
    <Page
      title={r ? t('review.of', { model: `${r.model}@${r.version}` }) : t('nav.reviews')}
      crumbs={[{ label: t('nav.reviews'), to: '/reviews' }]}
      aside={r && <Decide review={r} />}
    >
      <Loaded query={review}>{(d) => <Whole review={d} />}</Loaded>
    </Page>
  )
}

function Decide({ review: r }: { review: Review }) {
  const { t } = useWords()
  const [despite, setDespite] = useState(false)
  const subject = { model: `${r.model}@${r.version}` }
  const path = `/reviews/${enc(r.id)}/decisions`
  return (
    <Group>
      <State of={r.state} label={t(`reviewstate.${r.state}`)} />
      {r.state === 'open' && (
        <>
          <ReasonButton
            label={t('review.approve')}
            title={t('review.approve.title', subject)}
            path={path}
            body={{ decision: 'approve', despiteGate: despite }}
            stale={stale}
            said={t('review.approved')}
            explain={
              r.blocked ? (
                <Checkbox checked={despite} onChange={(e) => setDespite(e.currentTarget.checked)} label={t('review.despite')} />
              ) : (
                t('review.approve.how')
              )
            }
          />
          <ReasonButton
            label={t('review.reject')}
            title={t('review.reject.title', subject)}
            path={path}
            body={{ decision: 'reject' }}
            stale={stale}
            variant="default"
            color="#c0272d"
            said={t('review.rejected')}
            explain={t('review.reject.how')}
          />
        </>
      )}
    </Group>
  )
}

function Whole({ review }: { review: Review }) {
  const { t, moment, said, word } = useWords()
  const version = useGetFresh<ModelVersionDetail>(`/models/${enc(review.model)}/versions/${review.version}`)
  const { comparison, replay, retraining } = review.evidence as { comparison?: Comparison; replay?: Replay; retraining?: string }
  return (
    <Stack>
      <Panel>
        <Facts
          across
          items={[
            [t('models.version'), <To href={`/models/${enc(review.model)}/${review.version}`}>{`${review.model}@${review.version}`}</To>],
            [t('review.opened'), <span className="num">{moment(review.openedAt)}</span>],
            [t('col.who'), review.openedBy],
            [t('do.reason'), review.reason],
            [t('review.retraining'), retraining && <To href={`/retrainings/${enc(retraining)}`}>{shortId(retraining)}</To>],
            [t('charter.risk'), word('charter.value', review.risk)],
            [t('review.needed'), <span className="num">{`${approvals(review)} / ${review.needed}`}</span>],
            [t('review.authors'), review.authors.join(', ')],
            [t('review.may'), review.reviewers.join(', ') || t('review.may.anybody')],
            [t('review.settled'), review.settledAt && <span className="num">{moment(review.settledAt)}</span>],
            [t('review.because'), said(review.settledBecause)],
          ]}
        />
      </Panel>
      <Panel title={t('review.gate')} aside={version.data && <State of={version.data.gate} />}>
        <Loaded query={version}>
          {(v) =>
            v.requirements.length > 0 ? <GateTable lines={v.requirements} /> : <Text className="soft">{t('charter.norequirements')}</Text>
          }
        </Loaded>
      </Panel>
      {comparison && <ComparisonView comparison={comparison} />}
      {replay && <ReplayView replay={replay} />}
      <Panel title={t('lineage.decisions')}>
        {review.decisions.length === 0 ? (
          <Text className="soft">{t('review.undecided')}</Text>
        ) : (
          <PlainTable
            rows={review.decisions}
            id={(_, i) => String(i)}
            label={t('lineage.decisions')}
            columns={[
              { key: 't', head: t('col.when'), cell: (d) => <span className="num">{moment(d.at)}</span> },
              { key: 'w', head: t('col.who'), cell: (d) => d.person },
              {
                key: 'd',
                head: t('col.what'),
                cell: (d) => {
                  const state = d.decision === 'approve' ? 'approved' : 'rejected'
                  return <State of={state} label={t(`reviewstate.${state}`)} />
                },
              },
              { key: 'r', head: t('do.reason'), cell: (d) => d.reason },
            ]}
          />
        )}
      </Panel>
    </Stack>
  )
}

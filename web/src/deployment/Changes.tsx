import { enc } from '../api/client'
import { useGet } from '../api/queries'
import type { EndpointChange, Page as List } from '../api/types'
import { Empty, Loaded, To } from '../shared/Page'
import { PlainTable } from '../shared/Tables'
import { useWords } from '../shared/use'

/** What was put behind the endpoint, by whom and why. */
export function Changes({ name, model }: { name: string; model: string | null }) {
  const { t, moment, said } = useWords()
  const changes = useGet<List<EndpointChange>>(`/endpoints/${enc(name)}/changes`)
  return (
    <Loaded query={changes}>
      {({ items }) =>
        items.length === 0 ? (
          <Empty what={t('changes.empty')} />
        ) : (
          <div className="panel">
            <PlainTable
              rows={items}
              id={(c) => String(c.revision)}
              label={t('endpoint.versions')}
              columns={[
                { key: 'r', head: t('endpoints.revision'), cell: (c) => c.revision, num: true },
                { key: 't', head: t('col.when'), cell: (c) => <span className="num">{moment(c.at, true)}</span> },
                { key: 'a', head: t('col.what'), cell: (c) => t(`change.${c.action}`, { defaultValue: c.action }) },
                {
                  key: 'v',
                  head: t('models.version'),
                  cell: (c) =>
                    c.version === null ? (
                      '–'
                    ) : model ? (
                      <To href={`/models/${enc(model)}/${c.version}`}>{`${model}@${c.version}`}</To>
                    ) : (
                      c.version
                    ),
                },
                { key: 'u', head: t('col.who'), cell: (c) => c.by },
                { key: 'w', head: t('do.reason'), text: true, cell: (c) => said(c.reason) },
              ]}
            />
          </div>
        )
      }
    </Loaded>
  )
}

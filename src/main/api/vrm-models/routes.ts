import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import {
  type VrmModelBody,
  vrmCategory,
  vrmModel,
  vrmModelChanges,
  vrmModelList,
  vrmModelListQuery,
} from '../../../shared/api/vrm-models.ts';
import { DomainError } from '../../domain/domain-error.ts';
import { VRM_BYTES_MAX, type VrmModel } from '../../domain/vrm/vrm-library.ts';
import { noRoom } from '../../domain/vrm/vrm-quota.ts';
import { viewerOf } from '../../http/auth/guard.ts';
import { sendMedia } from '../../http/send-media.ts';
import { absoluteUrl, type NativeApp, type NativeServices } from '../native-app.ts';

const params = z.object({ model_id: id });
const tags = ['VRM models'];
/** What a form has around its file. */
const FORM_BYTES_MAX = 64 * 1024;

export function registerVrmModels(app: NativeApp, services: NativeServices): void {
  const { vrmModels } = services;

  app.get(
    '/vrm-models',
    {
      schema: {
        tags,
        summary: 'List VRM models',
        description: 'The one that ships first, then your own, newest first.',
        querystring: vrmModelListQuery,
        response: { 200: vrmModelList },
      },
    },
    async (request) => {
      const models = await vrmModels.list(request.principal, request.query);
      return { models: models.map((model) => toBody(services, request, model)) };
    },
  );

  app.post(
    '/vrm-models',
    {
      config: { takesFile: true },
      schema: {
        tags,
        summary: 'Upload a VRM model',
        description:
          'multipart/form-data with the model in the field `file`; at most 256 MB. The category is guessed when it is left out.',
        querystring: z.object({ category: vrmCategory.optional() }),
        consumes: ['multipart/form-data'],
        response: { 201: vrmModel },
      },
      bodyLimit: VRM_BYTES_MAX,
    },
    async (request, reply) => {
      refuseTooLarge(request);
      const upload = request.isMultipart() ? await request.file().catch(() => undefined) : undefined;
      if (upload === undefined) {
        throw new DomainError('invalid', 'Send the model as multipart/form-data in the field file');
      }
      const { category } = request.query;
      const added = await vrmModels.add(request.principal, upload.filename ?? '', upload.file, category);
      return reply.code(201).send(toBody(services, request, added));
    },
  );

  app.get(
    '/vrm-models/:model_id',
    {
      schema: {
        tags,
        summary: 'One VRM model',
        description: 'With signed addresses of its file and its picture.',
        params,
        response: { 200: vrmModel },
      },
    },
    async (request) =>
      toBody(services, request, await vrmModels.get(request.principal, request.params.model_id)),
  );

  app.put(
    '/vrm-models/:model_id',
    {
      schema: {
        tags,
        summary: 'Change what is said of a VRM model',
        description: 'What is left out stays as it is. The model that ships with Tomo cannot be changed.',
        params,
        body: vrmModelChanges,
        response: { 200: vrmModel },
      },
    },
    async (request) => {
      const changed = await vrmModels.change(request.principal, request.params.model_id, request.body);
      return toBody(services, request, changed);
    },
  );

  app.delete(
    '/vrm-models/:model_id',
    {
      schema: {
        tags,
        summary: 'Delete a VRM model',
        description:
          'Refused while characters wear it, unless `force` is true: they are shown as the model that ships then.',
        params,
        querystring: z.object({ force: z.enum(['true', 'false']).default('false') }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { model_id } = request.params;
      await vrmModels.remove(request.principal, model_id, request.query.force === 'true');
      return reply.code(204).send(null);
    },
  );

  app.get(
    '/vrm-models/:model_id/file',
    {
      config: { signedUrl: true },
      schema: {
        tags,
        summary: 'Download a VRM model',
        description: 'Takes `Range`, and a signed address (`file_url`) instead of a key.',
        params,
      },
    },
    async (request, reply) => {
      const file = await vrmModels.fileOf(viewerOf(request), request.params.model_id);
      return await sendMedia(reply, file, 'model/gltf-binary');
    },
  );

  app.get(
    '/vrm-models/:model_id/preview',
    {
      config: { signedUrl: true },
      schema: {
        tags,
        summary: 'The picture of a VRM model',
        description:
          'The one that the file carries of itself. Takes a signed address (`preview_url`) instead of a key.',
        params,
      },
    },
    async (request, reply) => {
      const { mimeType, bytes } = await vrmModels.preview(viewerOf(request), request.params.model_id);
      return reply.header('X-Content-Type-Options', 'nosniff').type(mimeType).send(bytes);
    },
  );
}

/** Before a byte of it is stored, where the sender says how much is coming. */
function refuseTooLarge(request: FastifyRequest): void {
  if (Number(request.headers['content-length'] ?? 0) <= VRM_BYTES_MAX + FORM_BYTES_MAX) return;
  throw noRoom(VRM_BYTES_MAX);
}

function toBody({ signer }: NativeServices, request: FastifyRequest, model: VrmModel): VrmModelBody {
  const { thumbnail, triangleCount } = model.facts;
  const media = (name: string) => absoluteUrl(request, signer.sign(`/v1/vrm-models/${model.id}/${name}`));
  return {
    id: model.id,
    name: model.name,
    category: model.category,
    preview_url: thumbnail === null ? null : media('preview'),
    file_url: media('file'),
    polygon_count: triangleCount,
    file_size_mb: Math.round(model.byteCount / 10_000) / 100,
    tags: model.tags,
    builtin: model.builtin,
  };
}

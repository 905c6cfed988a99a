import type { Endpoint } from '../facts';
import { protoServices } from '../readers/protoServices';
import { receivedHooks } from '../readers/receivedHooks';
import type { Framework } from './framework';

/** What `.proto` files offer: the paths of `google.api.http`, and the calls of gRPC where none is written. */
export const grpc: Framework = {
  name: 'grpc',
  start() {
    const api: Endpoint[] = [];
    return {
      wants: ({ name, isTest, path }) => name.endsWith('.proto') && !isTest && !/(?:^|\/)google\//.test(path),
      read(source) {
        api.push(...(source.text.includes('service') ? protoServices(source) : []));
      },
      find: () => ({ api, webhooks: receivedHooks(api) }),
    };
  },
};

import { asNumber, host, hostFunction, unknown, type JsHost, type JsValue } from '../javascript/jsValue';

/** Plays Sequelize's types, under the names it gives them: `STRING(50)`, `ENUM`, `JSONB`. */
export const sequelizeTypes: JsHost = { kind: 'host', get: sequelizeType };

/** What Sequelize gives under a name: a type, itself, or a function of no interest. */
export function sequelizeType(name: string): JsValue {
  if (name === 'DataTypes' || name === 'Sequelize' || name === 'default' || name === 'DataType') {
    return sequelizeTypes;
  }
  if (name === 'Op' || name === 'QueryTypes') {
    return host({});
  }
  return /^[A-Z]/.test(name) ? typeHost(name) : hostFunction(() => unknown);
}

/** The type that a value stands for, as it is written. */
export function typeLabel(value: JsValue | undefined): string | undefined {
  if (value?.kind === 'text') {
    return value.text;
  }
  return value?.kind === 'host' ? value.label : undefined;
}

function typeHost(label: string): JsHost {
  return {
    kind: 'host',
    label,
    call: (args) => {
      const [first] = args;
      if (label === 'ARRAY') {
        return typeHost(`ARRAY(${typeLabel(first) ?? ''})`);
      }
      const sizes = args.map(asNumber).filter((size) => size !== undefined);
      return typeHost(sizes.length > 0 ? `${label}(${sizes.join(', ')})` : label);
    },
    // `TEXT.BINARY`, `INTEGER.UNSIGNED`
    get: (name) => (/^[A-Z_]+$/.test(name) ? typeHost(`${label} ${name}`) : undefined),
  };
}

; Places where Java may read a variable of the environment.
(method_invocation
  object: (_) @object
  name: (identifier) @method
  arguments: (argument_list . (string_literal) @string))

(annotation
  name: (_) @annotation
  arguments: (annotation_argument_list) @arguments)

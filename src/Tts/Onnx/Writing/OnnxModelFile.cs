namespace IShowTts.Tts.Onnx.Writing;

/// <summary>Writes a graph as an ONNX model. Field numbers are those of the public <c>onnx.proto</c> (IR version 10).</summary>
internal static class OnnxModelFile
{
    private const int IrVersion = 10;
    private const int OnnxOperators = 21;
    private const int ExternalLocation = 1;

    /// <summary>Writes the model; its weights file must be complete.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="path">File to make; an existing one is replaced.</param>
    /// <param name="metadata">Written as metadata properties.</param>
    public static void Write(OnnxGraph graph, string path, IReadOnlyDictionary<string, string> metadata)
    {
        using var file = File.Create(path);
        file.Write(Serialize(graph, metadata));
    }

    /// <summary>Gives the model as bytes; weights in a weights file stay there.</summary>
    public static byte[] Serialize(OnnxGraph graph, IReadOnlyDictionary<string, string> metadata)
    {
        var model = new ProtobufWriter();
        model.Int(1, IrVersion);
        model.Text(2, "iShowTTS");
        model.Message(7, writer => Graph(writer, graph));
        model.Message(8, static writer => OperatorSet(writer, string.Empty, OnnxOperators));
        model.Message(8, static writer => OperatorSet(writer, OnnxGraph.MicrosoftDomain, 1));
        foreach (var (key, value) in metadata)
        {
            model.Message(14, writer => Entry(writer, key, value));
        }

        return model.Written.ToArray();
    }

    private static void OperatorSet(ProtobufWriter writer, string domain, long version)
    {
        writer.Text(1, domain);
        writer.Int(2, version);
    }

    private static void Entry(ProtobufWriter writer, string key, string value)
    {
        writer.Text(1, key);
        writer.Text(2, value);
    }

    private static void Graph(ProtobufWriter writer, OnnxGraph graph)
    {
        foreach (var node in graph.Nodes)
        {
            writer.Message(1, message => Node(message, node));
        }

        writer.Text(2, graph.Name);
        foreach (var tensor in graph.Tensors)
        {
            writer.Message(5, message => Tensor(message, tensor));
        }

        foreach (var input in graph.Inputs)
        {
            writer.Message(11, message => Value(message, input));
        }

        foreach (var output in graph.Outputs)
        {
            writer.Message(12, message => Value(message, output));
        }
    }

    private static void Node(ProtobufWriter writer, OnnxNode node)
    {
        foreach (var input in node.Inputs)
        {
            writer.Text(1, input);
        }

        foreach (var output in node.Outputs)
        {
            writer.Text(2, output);
        }

        writer.Text(3, node.Operation + ":" + node.Outputs.First(static name => name.Length > 0));
        writer.Text(4, node.Operation);
        foreach (var attribute in node.Attributes)
        {
            writer.Message(5, message => Attribute(message, attribute));
        }

        writer.Text(7, node.Domain);
    }

    private static void Attribute(ProtobufWriter writer, OnnxAttribute attribute)
    {
        writer.Text(1, attribute.Name);
        switch (attribute.Value)
        {
            case float number:
                writer.Float(2, number);
                writer.Int(20, 1);
                break;
            case long number:
                writer.Int(3, number);
                writer.Int(20, 2);
                break;
            case string text:
                writer.Text(4, text);
                writer.Int(20, 3);
                break;
            case long[] numbers:
                Array.ForEach(numbers, number => writer.Int(8, number));
                writer.Int(20, 7);
                break;
            default:
                throw new NotSupportedException($"Attribute {attribute.Name} has the type {attribute.Value.GetType().Name}, which the writer does not know.");
        }
    }

    private static void Tensor(ProtobufWriter writer, OnnxTensor tensor)
    {
        foreach (var length in tensor.Shape)
        {
            writer.Int(1, length);
        }

        writer.Int(2, (int)tensor.Type);
        writer.Text(8, tensor.Name);
        if (tensor.File is null)
        {
            writer.Bytes(9, tensor.Data.Span);
            return;
        }

        writer.Message(13, message => Entry(message, "location", tensor.File));
        writer.Message(13, message => Entry(message, "offset", FormattableString.Invariant($"{tensor.Offset}")));
        writer.Message(13, message => Entry(message, "length", FormattableString.Invariant($"{tensor.Length}")));
        writer.Int(14, ExternalLocation);
    }

    private static void Value(ProtobufWriter writer, OnnxValue value)
    {
        writer.Text(1, value.Name);
        writer.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Int(1, (int)value.Type);
            if (value.Shape is not null)
            {
                tensor.Message(2, shape => Shape(shape, value.Shape));
            }
        }));
    }

    private static void Shape(ProtobufWriter writer, IReadOnlyList<OnnxDimension> shape)
    {
        foreach (var dimension in shape)
        {
            writer.Message(1, message => Dimension(message, dimension));
        }
    }

    private static void Dimension(ProtobufWriter writer, OnnxDimension dimension)
    {
        if (dimension.Symbol is null)
        {
            writer.Int(1, dimension.Length);
        }
        else
        {
            writer.Text(2, dimension.Symbol);
        }
    }
}

using System.Buffers.Binary;
using System.Text.Json;

namespace IShowTts.Tts.Checkpoints;

/// <summary>
/// Reads the header of a safetensors file (8 bytes length, JSON, data; the layout of huggingface/safetensors) and checks every entry against the
/// size of the file before anything is allocated for it.
/// </summary>
internal static class SafetensorsHeader
{
    /// <summary>Largest header, as in the format's own reader.</summary>
    public const int MaxHeaderBytes = 100_000_000;

    private const int MaxRank = 16;

    /// <summary>Reads and checks the header.</summary>
    /// <param name="file">Open file.</param>
    /// <param name="metadata">Receives the text pairs under <c>__metadata__</c>.</param>
    /// <exception cref="CheckpointException">It is no safetensors file, is cut short, or lies about its content.</exception>
    public static Dictionary<string, StoredTensor> Read(TensorFile file, Dictionary<string, string> metadata)
    {
        var json = ReadJson(file);
        var dataStart = 8L + json.Length;
        var tensors = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, AllowDuplicateProperties = false });
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.NameEquals("__metadata__"))
                {
                    ReadMetadata(property.Value, metadata);
                }
                else
                {
                    tensors.Add(property.Name, ReadEntry(file, property, dataStart));
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException($"{file.Path} has a damaged header ({exception.Message}). Is it a safetensors file? If so, fetch it again.", exception);
        }

        CheckLayout(file, tensors, dataStart);
        return tensors;
    }

    private static byte[] ReadJson(TensorFile file)
    {
        if (file.Length < 8)
        {
            throw new CheckpointException($"{file.Path} has {file.Length} bytes; a safetensors file has at least 10. It is empty or cut short: fetch it again.");
        }

        Span<byte> prefix = stackalloc byte[8];
        file.ReadExactly(0, prefix, "header length");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        var impossible = length is 0 or > MaxHeaderBytes;
        if (impossible || (long)length > file.Length - 8)
        {
            if (impossible || Hint(prefix) is not null)
            {
                throw new CheckpointException(
                    $"{file.Path} is not a safetensors file: its header would have {length} bytes (1 to {MaxHeaderBytes} are possible). {Hint(prefix) ?? "Give a .safetensors file."}");
            }

            throw new CheckpointException($"{file.Path} is cut short inside its header: {8 + length} bytes expected, {file.Length} there. Fetch it again.");
        }

        var json = new byte[(int)length];
        file.ReadExactly(8, json, "header");
        return json;
    }

    private static string? Hint(ReadOnlySpan<byte> start) => start switch
    {
        [(byte)'P', (byte)'K', ..] => "It is a zip archive, as torch.save writes it.",
        [0x80, >= 2 and <= 5, ..] => "It is a bare pickle of an old torch; save it again with a present torch, or as safetensors.",
        [(byte)'<', ..] => "It is a web page; the download went to the wrong address.",
        _ => null,
    };

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        foreach (var pair in element.EnumerateObject())
        {
            metadata[pair.Name] = pair.Value.GetString() ?? "";
        }
    }

    private static StoredTensor ReadEntry(TensorFile file, JsonProperty entry, long dataStart)
    {
        var dataType = entry.Value.GetPropertyOrThrow("dtype").GetString() ?? "";
        if (!ElementType.TryGetSize(dataType, out var size))
        {
            throw new CheckpointException($"{file.Path}: {entry.Name} has type {dataType}, which is not read. Known: {ElementType.Known}.");
        }

        var shapeElement = entry.Value.GetPropertyOrThrow("shape");
        if (shapeElement.GetArrayLength() > MaxRank)
        {
            throw new CheckpointException($"{file.Path}: {entry.Name} has {shapeElement.GetArrayLength()} dimensions; at most {MaxRank} are read.");
        }

        var shape = shapeElement.EnumerateArray().Select(static item => item.GetInt64()).ToArray();
        var offsets = entry.Value.GetPropertyOrThrow("data_offsets");
        if (offsets.GetArrayLength() != 2)
        {
            throw new CheckpointException($"{file.Path}: data_offsets of {entry.Name} must have two numbers.");
        }

        var (begin, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        if (!TryCount(shape, size, out var bytes) || begin < 0 || end < begin || end > long.MaxValue - dataStart || end - begin != bytes)
        {
            throw new CheckpointException(
                $"{file.Path}: {entry.Name} ({dataType} [{string.Join(", ", shape)}]) does not fit its data_offsets [{begin}, {end}]. The file is damaged: fetch it again.");
        }

        return new StoredTensor(new TensorInfo(dataType, shape), dataStart + begin);
    }

    private static JsonElement GetPropertyOrThrow(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value : throw new FormatException($"a tensor has no {name}");

    private static bool TryCount(long[] shape, int size, out long bytes)
    {
        bytes = size;
        foreach (var length in shape)
        {
            if (length < 0)
            {
                return false;
            }

            var product = (Int128)bytes * length;
            if (product > long.MaxValue)
            {
                return false;
            }

            bytes = (long)product;
        }

        return true;
    }

    private static void CheckLayout(TensorFile file, Dictionary<string, StoredTensor> tensors, long dataStart)
    {
        var position = dataStart;
        var ordered = tensors.Select(static pair => (pair.Key, pair.Value.Offset, Bytes: SizeOf(pair.Value)))
            .OrderBy(static entry => entry.Offset).ThenBy(static entry => entry.Bytes);
        foreach (var (key, offset, bytes) in ordered)
        {
            if (offset != position)
            {
                throw new CheckpointException(
                    $"{file.Path}: the data of {key} starts at {offset - dataStart}, {(offset < position ? "inside another tensor" : "after a hole")}; {position - dataStart} was expected. Fetch the file again.");
            }

            position += bytes;
        }

        if (position != file.Length)
        {
            throw new CheckpointException(position > file.Length
                ? $"{file.Path} is cut short: {position} bytes expected, {file.Length} there. Fetch it again."
                : $"{file.Path} has {file.Length - position} bytes after its last tensor: {position} bytes expected, {file.Length} there. Fetch it again.");
        }
    }

    private static long SizeOf(in StoredTensor tensor)
    {
        ElementType.TryGetSize(tensor.Info.DataType, out var size);
        return tensor.Info.Count * size;
    }
}

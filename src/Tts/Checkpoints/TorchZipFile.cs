using System.Text;

namespace IShowTts.Tts.Checkpoints;

/// <summary>
/// A checkpoint that <c>torch.save</c> wrote (torch 1.6 and later): a zip with a pickle that describes the tensors and one entry per storage. The pickle is
/// read by <see cref="PickleReader"/>, which runs nothing; dictionaries inside dictionaries give keys with dots. Tensors are read by position.
/// </summary>
internal sealed class TorchZipFile : ITensorSource
{
    private const int MaxDepth = 8;
    private const int MaxValues = 200_000;
    private const int MaxKey = 1_000;
    private const string PickleName = "data.pkl";

    private readonly TensorFile _file;
    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly string _root;
    private readonly Dictionary<string, PickleTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _storages = new(StringComparer.Ordinal);
    private int _values;

    /// <summary>Opens a file, reads its directory and its pickle, and checks that every tensor lies inside its storage.</summary>
    /// <param name="path">The file; stays open until disposed.</param>
    /// <exception cref="CheckpointException">It is damaged, wants to run code, or breaks a bound.</exception>
    public TorchZipFile(string path)
    {
        _file = new TensorFile(path);
        try
        {
            _entries = ZipDirectory.Read(_file);
            var pickle = FindPickle();
            _root = pickle.Name[..^PickleName.Length];
            CheckByteOrder();
            Flatten("", PickleReader.Read(ReadSmall(pickle, PickleReader.MaxBytes), path), 0);
            foreach (var (key, tensor) in _tensors)
            {
                CheckStorage(key, tensor.Storage);
            }

            Tensors = _tensors.ToDictionary(static pair => pair.Key, static pair => new TensorInfo(pair.Value.Storage.DataType, pair.Value.Shape), StringComparer.Ordinal);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <inheritdoc />
    public string Name => _file.Path;

    /// <inheritdoc />
    public IReadOnlyDictionary<string, TensorInfo> Tensors { get; }

    /// <inheritdoc />
    public void Read(string key, long start, Span<float> destination)
    {
        if (!_tensors.TryGetValue(key, out var tensor))
        {
            throw new CheckpointException($"{Name} has no tensor {key}.");
        }

        var info = Tensors[key];
        if (start < 0 || start > info.Count - destination.Length)
        {
            throw new CheckpointException($"{Name}: {key} has {info.Count} elements; {destination.Length} from {start} were asked for.");
        }

        var storage = new StoredTensor(new TensorInfo(tensor.Storage.DataType, [tensor.Storage.Count]), FindStorage(tensor.Storage));
        for (var done = 0; done < destination.Length;)
        {
            var (offset, run) = Locate(tensor, start + done);
            var count = (int)Math.Min(run, destination.Length - done);
            _file.ReadSingles(key, storage, offset, destination.Slice(done, count));
            done += count;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    /// <summary>Where an element lies in its storage, and how many of the next lie beside each other.</summary>
    private static (long Offset, long Run) Locate(PickleTensor tensor, long index)
    {
        var (offset, run, contiguous) = (tensor.Offset, 1L, true);
        var size = 1L;
        for (var axis = tensor.Shape.Length - 1; axis >= 0; axis--)
        {
            var length = tensor.Shape[axis];
            var position = index % length;
            index /= length;
            offset += position * tensor.Strides[axis];
            if (contiguous && (tensor.Strides[axis] == size || length == 1))
            {
                run += (length - 1 - position) * size;
                size *= length;
            }
            else
            {
                contiguous = false;
            }
        }

        return (offset, run);
    }

    private ZipEntry FindPickle()
    {
        var found = _entries.Values.Where(static entry => entry.Name.EndsWith("/" + PickleName, StringComparison.Ordinal) && entry.Name.Count(static letter => letter == '/') == 1).ToArray();
        return found is [var only]
            ? only
            : throw new CheckpointException($"{Name} is a zip archive with {found.Length} entries NAME/{PickleName}; a checkpoint of torch has one. TorchScript models and other archives are not read: give the state dict.");
    }

    private void CheckByteOrder()
    {
        if (_entries.TryGetValue(_root + "byteorder", out var entry) && Encoding.UTF8.GetString(ReadSmall(entry, 64)).Trim() is var order and not "little")
        {
            throw new CheckpointException($"{Name} was written with byte order \"{order.ReplaceControls()}\"; only little is read. Save it again on a usual machine, or as safetensors.");
        }
    }

    private byte[] ReadSmall(in ZipEntry entry, int limit)
    {
        if (entry.Length > limit)
        {
            throw new CheckpointException($"{Name}: {entry.Name} has {entry.Length} bytes; at most {limit} are read. Save the weights as safetensors.");
        }

        var data = FindChecked(entry);
        var bytes = new byte[(int)entry.Length];
        _file.ReadExactly(data, bytes, entry.Name);
        return bytes;
    }

    private long FindChecked(in ZipEntry entry)
    {
        var data = ZipDirectory.FindData(_file, entry);
        return Crc32.Of(_file, data, entry.Length, entry.Name) == entry.Crc
            ? data
            : throw new CheckpointException($"{Name}: the checksum of {entry.Name} is wrong. The file is damaged: fetch it again.");
    }

    private void CheckStorage(string key, PickleStorage storage)
    {
        ElementType.TryGetSize(storage.DataType, out var size);
        var name = $"{_root}data/{storage.Key}";
        if (!_entries.TryGetValue(name, out var entry))
        {
            throw new CheckpointException($"{Name}: {key.ReplaceControls()} needs {name}, which is not in the archive. Fetch the file again.");
        }

        if ((Int128)storage.Count * size != entry.Length)
        {
            throw new CheckpointException($"{Name}: {name} has {entry.Length} bytes, but {key.ReplaceControls()} says {storage.Count} elements of {storage.DataType}. Fetch the file again.");
        }
    }

    /// <summary>Offset of a storage's data; its checksum is compared when it is first used.</summary>
    private long FindStorage(PickleStorage storage)
    {
        if (!_storages.TryGetValue(storage.Key, out var offset))
        {
            offset = FindChecked(_entries[$"{_root}data/{storage.Key}"]);
            _storages.Add(storage.Key, offset);
        }

        return offset;
    }

    private void Flatten(string prefix, object? value, int depth)
    {
        switch (value)
        {
            case PickleTensor tensor:
                if (!_tensors.TryAdd(prefix, tensor))
                {
                    throw new CheckpointException($"{Name} has {prefix.ReplaceControls()} twice. Save the weights as safetensors.");
                }

                break;
            case PickleDictionary dictionary:
                foreach (var (key, item) in dictionary.Items)
                {
                    CheckBounds(depth, prefix);
                    if (item is PickleTensor or PickleDictionary && key is string or long)
                    {
                        Flatten(prefix.Length == 0 ? $"{key}" : $"{prefix}.{key}", item, depth + 1);
                    }
                }

                break;
            default:
                throw new CheckpointException($"{Name}: its pickle holds no dictionary of tensors. Give a state dict.");
        }
    }

    /// <summary>One dictionary may be inside many others, so that visiting is bounded apart from the pickle's size.</summary>
    private void CheckBounds(int depth, string prefix)
    {
        if (++_values > MaxValues || depth > MaxDepth || prefix.Length > MaxKey)
        {
            throw new CheckpointException(
                $"{Name}: its pickle nests dictionaries deeper than {MaxDepth}, holds more than {MaxValues} values, or has keys of more than {MaxKey} characters. Save the weights as safetensors.");
        }
    }
}

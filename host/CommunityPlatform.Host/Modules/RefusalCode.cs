namespace CommunityPlatform.Host.Modules;

/// <summary>Why a package cannot be loaded or a switch was not made; each says which arguments it takes.</summary>
public enum RefusalCode
{
    /// <summary>Made for another SDK: from, below, here.</summary>
    SdkRange,
    /// <summary>A link that leads out of the package: file.</summary>
    LinkOut,
    /// <summary>The assembly named by module.json is not there: file.</summary>
    MainFileMissing,
    /// <summary>A second dll holds a module class: file, class.</summary>
    SecondModuleDll,
    /// <summary>No module class: file.</summary>
    NoModuleClass,
    /// <summary>More than one module class: file, count, classes.</summary>
    SeveralModuleClasses,
    /// <summary>No .NET assembly: file.</summary>
    NotNet,
    /// <summary>Built for another machine: file, its machine, this one.</summary>
    OtherMachine,
    /// <summary>Built against a newer SDK: file, its SDK, the one here.</summary>
    NewerSdk,
    /// <summary>A library is nowhere: file, library, version.</summary>
    LibraryMissing,
    /// <summary>Not readable as a dll: file.</summary>
    Damaged,
    /// <summary>The folder could not be read: folder, message.</summary>
    Unreadable,
    /// <summary>module.json has faults; the arguments are their places.</summary>
    Manifest,
    /// <summary>A required module is not loaded: id, range.</summary>
    RequirementMissing,
    /// <summary>A required module is loaded in a version that does not fit: id, range, loaded version.</summary>
    RequirementVersion,
    /// <summary>Requirements run in a circle: ids.</summary>
    Circle,
    /// <summary>Loading failed for a cause of no other code: file, message.</summary>
    LoadFailed,
    /// <summary>The module's own code threw while it was loaded: file, step, message.</summary>
    StepFailed,
    /// <summary>The list of libraries cannot be read: file, message.</summary>
    LibrariesUnreadable,
    /// <summary>The classes cannot be read: file, message, SDK here.</summary>
    TypesUnreadable,
    /// <summary>The module class cannot be made: file, class, message.</summary>
    ClassCannotBeMade,
    /// <summary>The module calls itself something else: file, its id, the manifest's.</summary>
    OtherId,
    /// <summary>A page is open to all: file, page.</summary>
    PageWithoutPermission,
    /// <summary>A permission is not declared: page or use case, permission.</summary>
    UndeclaredPermission,
    /// <summary>A page stands where modules have none: file, page.</summary>
    ClosedSurface,
    /// <summary>A page answers at a foreign address: file, page, address, id.</summary>
    AddressOutside,
    /// <summary>An event is not declared: reaction, event.</summary>
    UndeclaredEvent,
    /// <summary>Columns that can hold something about a person and are not declared: file, fields.</summary>
    PersonalFieldUndeclared,
    /// <summary>Personal fields are declared that the tables do not have: file, fields.</summary>
    PersonalFieldNowhere,
    /// <summary>A sensitive field would stand readable: the dll, the fields.</summary>
    SensitiveReadable,
    /// <summary>Personal data are declared, and nothing shows or erases them: file.</summary>
    PersonalSourceMissing,
    /// <summary>Loaded already: id.</summary>
    AlreadyLoaded,
    /// <summary>Not loaded: id.</summary>
    NotLoaded,
    /// <summary>Not loaded, told to a community: id.</summary>
    NotLoadedHere,
    /// <summary>Loaded modules require it: their ids, id.</summary>
    LoadedNeedIt,
    /// <summary>The version runs already: id, version.</summary>
    RunsAlready,
    /// <summary>Nothing to return to: id.</summary>
    NoEarlierVersion,
    /// <summary>No such package: id.</summary>
    NoPackage,
    /// <summary>No such version: version, id.</summary>
    NoVersion,
    /// <summary>No community's data could be migrated: id, version, version that stays, message.</summary>
    NotMigrated,
    /// <summary>No such community: short name.</summary>
    NoCommunity,
    /// <summary>The community's data are being moved: short name.</summary>
    BeingMoved,
    /// <summary>A required module is off here: id, ids.</summary>
    RequirementOff,
    /// <summary>The tables could not be made: id, version, community, message.</summary>
    TablesNotMade,
    /// <summary>Modules on here need it: their ids, id.</summary>
    EnabledNeedIt,
    /// <summary>Somebody is at it just now: who.</summary>
    Busy,
    /// <summary>A fault of the program: number in the log.</summary>
    Failed,
    /// <summary>The file is no package file: file.</summary>
    NotPackageFile,
    /// <summary>The package file is cut off, or something hangs behind it: file.</summary>
    FileCutOff,
    /// <summary>The package file is larger than is read: file, its size, the most.</summary>
    FileTooLarge,
    /// <summary>Too many entries: file, the most.</summary>
    TooManyEntries,
    /// <summary>Unpacked it would be too large: file, size, the most.</summary>
    UnpacksTooLarge,
    /// <summary>Packed more tightly than real files are: entry, the most.</summary>
    PackedTooTight,
    /// <summary>The entry's header says something other than what stands there: entry.</summary>
    LyingHeader,
    /// <summary>Encrypted, or packed in a way that is not read: entry.</summary>
    EntryUnreadable,
    /// <summary>The name leads out of the package: entry.</summary>
    PathEscapes,
    /// <summary>A link or a device instead of a file: entry.</summary>
    EntryNoFile,
    /// <summary>A name that some systems cannot hold: entry.</summary>
    NameReserved,
    /// <summary>The name is too long: entry, the most.</summary>
    PathTooLong,
    /// <summary>A name stands twice: entry.</summary>
    NameTwice,
    /// <summary>Two names differ only in case, or one is the folder of the other: both.</summary>
    NamesClash,
    /// <summary>The list of contents is not there: file, list.</summary>
    ListMissing,
    /// <summary>The list of contents cannot be read: list, message.</summary>
    ListUnreadable,
    /// <summary>A file that the list does not name: entry.</summary>
    FileNotListed,
    /// <summary>A listed file that is not there: entry.</summary>
    FileMissing,
    /// <summary>The file is not the one that was listed: entry.</summary>
    HashWrong,
    /// <summary>List and module.json speak of different packages: list's id and version, module.json's.</summary>
    ListOfAnother,
    /// <summary>The signature cannot be read: file, message.</summary>
    SignatureUnreadable,
    /// <summary>The signature does not belong to these contents: file, publisher.</summary>
    SignatureWrong,
    /// <summary>Nobody signed it and the operator has not agreed: file.</summary>
    Unsigned,
    /// <summary>Signed by somebody whom the operator has not agreed to: file, publisher, key.</summary>
    PublisherUnknown,
    /// <summary>The file is no longer the one that was looked at: file.</summary>
    FileChanged,
    /// <summary>No such package file waits: name or number.</summary>
    NoPackageFile,
    /// <summary>No publisher's public file: message.</summary>
    NoPublisherFile,
    /// <summary>No such publisher is trusted: key.</summary>
    NoPublisher,
    /// <summary>Still on somewhere: id, communities.</summary>
    StillEnabled,
    /// <summary>It is to be uninstalled: id, when.</summary>
    BeingUninstalled,
    /// <summary>Nothing is to be undone: id.</summary>
    NotBeingUninstalled,
    /// <summary>No version: what was asked.</summary>
    NoSdkVersion,
    /// <summary>More files are being sent than are taken at once: file, seconds to wait.</summary>
    TooOften,
}

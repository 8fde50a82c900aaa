"""The order in which elements must stand below their parent, as data.

From ECMA-376-1:2016 and, for what only the transitional form has, ECMA-376-4:2016: section 17.3 to
17.9 and 17.15 (WordprocessingML), 20.4 (drawings in a text) and 21.2 (charts). A name in two places
is not repeated; what may stand there more than once is in `REPEATED`.
"""

from collections.abc import Mapping

NAMESPACES: Mapping[str, str] = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}

_RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof"
    " snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd"
    " fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr"
    " shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE"
    " autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents"
    " suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr"
    " sectPr pPrChange"
)
_TABLE = (
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    " tblPrChange"
)
_SECTION = (
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders"
    " lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter"
    " docGrid printerSettings sectPrChange"
)
_SETTINGS = (
    "writeProtection view zoom removePersonalInformation removeDateAndTime"
    " doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText"
    " printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts"
    " saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader"
    " bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors"
    " activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter"
    " stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves"
    " doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet"
    " defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps"
    " showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders"
    " bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing"
    " drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery"
    " doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin"
    " doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne"
    " strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture"
    " doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText"
    " doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags"
    " alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars"
    " rsids m:mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats"
    " doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType"
    " shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator"
)
_STYLE = (
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed"
    " qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
)
_CELL = (
    "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign"
    " hideMark headers cellIns cellDel cellMerge tcPrChange"
)
_ROW = (
    "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader"
    " tblCellSpacing jc hidden ins del trPrChange"
)
_LEVEL = "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr"
_AXIS = (
    "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark"
    " minorTickMark tickLblPos spPr txPr crossAx crosses crossesAt"
)
_LABEL = (
    "numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent"
    " showBubbleSize separator"
)

ORDER: Mapping[str, str] = {
    # 17.2 and 17.3: the document, paragraphs and runs
    "w:document": "background body",
    "w:p": "pPr *",
    "w:pPr": _PARAGRAPH,
    "w:r": "rPr *",
    "w:rPr": _RUN,
    "w:pBdr": "top left bottom right between bar",
    "w:hyperlink": "*",
    "w:fldSimple": "*",
    # 17.4: tables
    "w:tbl": "tblPr tblGrid tr",
    "w:tblPr": _TABLE,
    "w:tblGrid": "gridCol",
    "w:tblBorders": "top left bottom right insideH insideV",
    "w:tblCellMar": "top left bottom right",
    "w:tr": "tblPrEx trPr tc",
    "w:trPr": _ROW,
    "w:tc": "tcPr *",
    "w:tcPr": _CELL,
    # 17.5: content controls
    "w:sdt": "sdtPr sdtEndPr sdtContent",
    "w:docPartObj": "docPartGallery docPartCategory docPartUnique",
    # 17.6: sections
    "w:sectPr": _SECTION,
    # 17.7: styles
    "w:styles": "docDefaults latentStyles style",
    "w:docDefaults": "rPrDefault pPrDefault",
    "w:style": _STYLE,
    "w:tblStylePr": "pPr rPr tblPr trPr tcPr",
    # 17.9: numbering
    "w:numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "w:lvl": _LEVEL,
    "w:num": "abstractNumId lvlOverride",
    # 17.15: settings
    "w:settings": _SETTINGS,
    # 20.4: drawings in a text
    "wp:inline": "extent effectExtent docPr cNvGraphicFramePr a:graphic",
    # 21.2: charts
    "c:chartSpace": (
        "date1904 lang roundedCorners style clrMapOvr pivotSource protection chart spPr txPr"
        " externalData printSettings userShapes"
    ),
    "c:chart": (
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend"
        " plotVisOnly dispBlanksAs"
    ),
    "c:plotArea": "layout barChart lineChart catAx valAx dTable spPr",
    "c:manualLayout": "layoutTarget xMode yMode wMode hMode x y w h",
    "c:barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "c:lineChart": (
        "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId"
    ),
    "c:barChart/c:ser": (
        "idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val"
        " shape"
    ),
    "c:lineChart/c:ser": ("idx order tx spPr marker dPt dLbls trendline errBars cat val smooth"),
    "c:ser/c:marker": "symbol size spPr",
    "c:dLbls": f"dLbl delete {_LABEL} showLeaderLines leaderLines",
    "c:dLbl": f"idx delete layout tx {_LABEL}",
    "c:strRef": "f strCache",
    "c:numRef": "f numCache",
    "c:strCache": "ptCount pt",
    "c:numCache": "formatCode ptCount pt",
    "c:catAx": f"{_AXIS} auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl",
    "c:valAx": f"{_AXIS} crossBetween majorUnit minorUnit dispUnits",
    "c:scaling": "logBase orientation max min",
    "c:title": "tx layout overlay spPr txPr",
    "c:legend": "legendPos legendEntry layout overlay spPr txPr",
    "c:txPr": "a:bodyPr a:lstStyle a:p",
    "c:rich": "a:bodyPr a:lstStyle a:p",
    "c:externalData": "autoUpdate",
    "c:spPr": "a:xfrm a:custGeom a:prstGeom a:noFill a:solidFill a:gradFill a:pattFill a:ln",
    "a:ln": "a:noFill a:solidFill a:prstDash a:round a:bevel a:miter a:headEnd a:tailEnd",
    "a:pattFill": "a:fgClr a:bgClr",
    "a:p": "a:pPr a:r a:endParaRPr",
    "a:r": "a:rPr a:t",
    "a:rPr": "a:ln a:noFill a:solidFill a:latin a:ea a:cs",
    "a:defRPr": "a:ln a:noFill a:solidFill a:latin a:ea a:cs",
}
"""What may stand below an element and in which order; * is anything in any order after it."""

REPEATED = frozenset(
    "w:headerReference w:footerReference w:tr w:tc w:gridCol w:style w:tblStylePr w:abstractNum"
    " w:num w:lvl w:lvlOverride w:attachedSchema c:ser c:axId c:dLbl c:pt c:dPt a:p a:r".split()
)
"""What may stand below its parent more than once."""
